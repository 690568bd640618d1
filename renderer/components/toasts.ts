/** The words that `ToastHost` shows. */
import { shallowRef } from 'vue'

export interface Toast {
  readonly id: number
  readonly kind: 'done' | 'problem'
  readonly text: string
}

const SHOWN_MAX = 4

export const toasts = shallowRef<readonly Toast[]>([])
let lastId = 0

export function tellDone(text: string): void {
  add('done', text)
}

/** What a call was refused with, or any other trouble, as a sentence. */
export function tellProblem(problem: unknown): void {
  add('problem', problem instanceof Error ? problem.message : String(problem))
}

export function dismissToast(id: number): void {
  toasts.value = toasts.value.filter((toast) => toast.id !== id)
}

function add(kind: Toast['kind'], text: string): void {
  toasts.value = [...toasts.value, { id: ++lastId, kind, text }].slice(-SHOWN_MAX)
}
