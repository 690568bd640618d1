/**
 * When each machine lived. A life ends with the last thing that is recorded of it, or when a fault
 * took it down, if that was later; the last life of a machine that nothing took down goes on to
 * the end of the run.
 */
import type { Lane } from '../../ipc/shapes/timeline.ts'
import { KIND_CODES, type TimelineColumns } from '../../recorder/timeline-columns.ts'
import type { FaultRow } from '../../recorder/queries/faults.ts'
import { isClient } from '../../recorder/timeline-columns-builder.ts'

/** Lives of one machine that are told. */
const LIVES_MAX = 1_000

interface Life {
  readonly incarnation: number
  readonly fromUs: number
  lastUs: number
}

export function lanesOf(
  columns: TimelineColumns,
  faults: readonly FaultRow[],
  /** Incarnations by the number of the event with which they begin. */
  boots: ReadonlyMap<number, number>,
): readonly Lane[] {
  const lives = columns.lanes.map((): Life[] => [])
  for (let at = 0; at < columns.lane.length; at++) {
    const own = lives[columns.lane[at] as number] as Life[]
    const atUs = columns.atUs[at] as number
    const life = own.at(-1)
    if (columns.kind[at] === KIND_CODES.boot && own.length < LIVES_MAX) {
      own.push({ incarnation: boots.get(at + 1) ?? own.length + 1, fromUs: atUs, lastUs: atUs })
    } else if (life !== undefined) life.lastUs = atUs
  }
  return columns.lanes.map((name, lane) => {
    const own = lives[lane] as Life[]
    const downs = downsOf(name, faults)
    return {
      name,
      role: isClient(name) ? 'client' : 'node',
      lives: own.map(({ incarnation, fromUs, lastUs }, place) => {
        const nextUs = own[place + 1]?.fromUs ?? Infinity
        return { incarnation, fromUs, toUs: endOfLife({ lastUs, nextUs }, downs) }
      }),
    }
  })
}

/**
 * When a life ended whose last step was at `lastUs`, where the next one began at `nextUs`
 * (infinite for none); null: it did not. `downs` as `downsOf` gives them.
 */
export function endOfLife(
  { lastUs, nextUs }: { readonly lastUs: number; readonly nextUs: number },
  downs: readonly number[],
): number | null {
  const down = downs.findLast((atUs) => atUs >= lastUs && atUs <= nextUs)
  return down ?? (nextUs === Infinity ? null : lastUs)
}

/** When faults took the machine down, microseconds since the run began, ascending. */
export function downsOf(name: string, faults: readonly FaultRow[]): readonly number[] {
  const downs: number[] = []
  for (const { apply, appliedAtMs } of faults) {
    if (appliedAtMs === null) continue
    const down = apply.some(
      (action) => (action.kind === 'crash' || action.kind === 'stop') && action.node === name,
    )
    if (down) downs.push(appliedAtMs * 1000)
  }
  return downs.sort((left, right) => left - right)
}
