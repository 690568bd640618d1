/** What comes of reading one EDN value from a text that may not be whole yet. */
import type { EdnValue } from './value.ts'

export type EdnRead =
  | { readonly kind: 'value'; readonly value: EdnValue; readonly end: number }
  | { readonly kind: 'incomplete' }
  | EdnProblem

export interface EdnProblem {
  readonly kind: 'problem'
  /** Place in the text, from 0. */
  readonly at: number
  readonly message: string
  readonly expected: string
}

export function problem(at: number, message: string, expected: string): EdnProblem {
  return { kind: 'problem', at, message, expected }
}
