/** Which term a message or a step spoke of, whatever the system: any number called `term`. */
import type { StepEntry } from '../../core/runtime/journal.ts'

const TERM_MAX = 0xffff_ffff

/** 0 for none. */
export function termOf(said: object): number {
  const { term } = said as { readonly term?: unknown }
  return Number.isInteger(term) && (term as number) > 0 && (term as number) <= TERM_MAX
    ? (term as number)
    : 0
}

/** The term of its message, else the first that it reported; 0 for none. */
export function termOfStep({ input, reports }: StepEntry): number {
  const spoken = input.kind === 'message' ? termOf(input.body) : 0
  if (spoken > 0) return spoken
  for (const report of reports) {
    const term = termOf(report)
    if (term > 0) return term
  }
  return 0
}
