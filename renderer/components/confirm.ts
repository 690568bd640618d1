/** Asks before something is lost; `ConfirmDialog` shows the question. */
import { shallowRef } from 'vue'

export interface Question {
  readonly title: string
  readonly text: string
  /** The word on the button that does it: `Delete 3 runs`. */
  readonly act: string
}

export interface OpenQuestion extends Question {
  readonly answer: (yes: boolean) => void
}

export const openQuestion = shallowRef<OpenQuestion | null>(null)

export function confirm(question: Question): Promise<boolean> {
  return new Promise((resolve) => {
    openQuestion.value = {
      ...question,
      answer: (yes) => {
        openQuestion.value = null
        resolve(yes)
      },
    }
  })
}
