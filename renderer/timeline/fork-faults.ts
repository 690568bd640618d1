/**
 * The faults of a fork in words: those of the parent that it may still have otherwise, which stand
 * at its moment or come later, and those that it adds. Pure.
 */
import type { TimelineHead } from '../../electron/ipc/shapes/timeline.ts'
import { momentText } from './format-time.ts'

export interface OpenFault {
  readonly id: string
  readonly kind: string
  readonly target: string
  /** `standing since 5.000 s`, counted as the timeline counts. */
  readonly when: string
}

export function openFaults(
  { faults }: Pick<TimelineHead, 'faults'>,
  atUs: number,
): readonly OpenFault[] {
  return faults
    .filter(({ toUs }) => toUs > atUs)
    .map(({ id, kind, target, fromUs }) => {
      const when = momentText(fromUs)
      return { id, kind, target, when: fromUs < atUs ? `standing since ${when}` : `from ${when}` }
    })
}

/** An entry of a schedule, as a form made it. */
export type FaultEntry = { readonly [name: string]: unknown }

/** `pause`, and beside it `leader, for 300ms`. */
export function entryWords({ kind, target, ...parameters }: FaultEntry): {
  readonly kind: string
  readonly what: string
} {
  const told = Object.entries(parameters).map(([name, value]) =>
    typeof value === 'object' ? `${name} ${JSON.stringify(value)}` : `${name} ${String(value)}`,
  )
  const aimed = target === undefined ? [] : [[target].flat().join(', ')]
  return { kind: String(kind), what: [...aimed, ...told].join(', ') }
}
