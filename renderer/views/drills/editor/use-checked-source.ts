/**
 * What a text that is being written comes to: asked for a moment after the last key, one question
 * at a time, and only the newest text. The last drill without mistakes stays for the preview.
 */
import { onScopeDispose, shallowRef, watch, type Ref } from 'vue'
import type { CheckedDrill, DrillSketch } from '../../../../electron/ipc/shapes/drills.ts'
import { useApi } from '../../../bridge/use-api.ts'
import { tellProblem } from '../../../components/toasts.ts'
import { LatestOnly } from '../../../timeline/latest-only.ts'

const PAUSE_MS = 180

export interface CheckedSource {
  /** Null until the text was checked for the first time. */
  readonly checked: Readonly<Ref<CheckedDrill | null>>
  readonly lastGood: Readonly<Ref<DrillSketch | null>>
  /** Checks the text at once, and resolves when the answer is in `checked`. */
  now(): Promise<CheckedDrill | null>
}

export function useCheckedSource(text: Readonly<Ref<string | null>>): CheckedSource {
  const api = useApi()
  const checked = shallowRef<CheckedDrill | null>(null)
  const lastGood = shallowRef<DrillSketch | null>(null)
  let timer: number | null = null

  async function check(source: string): Promise<void> {
    try {
      const answer = await api.drills.check({ source })
      // Meanwhile it may be another text, which waits for its own answer.
      if (source === text.value) take(answer)
    } catch (problem) {
      tellProblem(problem)
    }
  }

  function take(answer: CheckedDrill): void {
    checked.value = answer
    if (answer.ok) lastGood.value = answer.drill
  }

  const newest = new LatestOnly(check)
  const stop = (): void => {
    if (timer !== null) clearTimeout(timer)
  }
  const changed = (source: string | null, before: string | null | undefined): void => {
    stop()
    if (source === null) return
    // A text that was just opened need not wait for the next key.
    const pauseMs = typeof before === 'string' ? PAUSE_MS : 0
    timer = window.setTimeout(() => void newest.ask(source), pauseMs)
  }
  // A template is there at once, before anybody watches.
  watch(text, changed, { immediate: true })
  onScopeDispose(stop)

  return {
    checked,
    lastGood,
    async now() {
      stop()
      const source = text.value
      if (source !== null) await check(source)
      return source === text.value ? checked.value : null
    },
  }
}
