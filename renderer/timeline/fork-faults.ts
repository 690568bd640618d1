/** Which faults a fork may still have otherwise: those that stand at its moment or come later. */
import type { TimelineHead } from '../../electron/ipc/shapes/timeline.ts'
import { momentText } from './format-time.ts'

export interface OpenFault {
  readonly id: string
  /** `partition n1 | n2 n3, standing since 5.000 s`. */
  readonly text: string
}

export function openFaults(
  { faults, workloadFromUs }: Pick<TimelineHead, 'faults' | 'workloadFromUs'>,
  atUs: number,
): readonly OpenFault[] {
  return faults
    .filter(({ toUs }) => toUs > atUs)
    .map(({ id, kind, target, fromUs }) => {
      const when = momentText(fromUs - workloadFromUs)
      const told = fromUs < atUs ? `standing since ${when}` : `from ${when}`
      return { id, text: `${kind} ${target}, ${told}` }
    })
}
