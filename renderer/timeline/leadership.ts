/** Who led when, and when a machine was not there, as stretches of its lane. Pure. */
import type { Lane, Mark } from '../../electron/ipc/shapes/timeline.ts'

export interface Leadership {
  readonly lane: number
  readonly fromUs: number
  readonly toUs: number
  readonly term: number
}

/**
 * From each election until one of a higher term, or until the leader went down. Whether the old
 * leader knew of the new one is not told by elections: a replayed state tells it.
 */
export function leaderships(
  elections: readonly Mark[],
  lanes: readonly Lane[],
  durationUs: number,
): readonly Leadership[] {
  return elections.map(({ atUs, lane, term }, place) => {
    const next = elections.slice(place + 1).find((later) => later.term > term)
    const life = lanes[lane]?.lives.find(
      ({ fromUs, toUs }) => fromUs <= atUs && (toUs === null || toUs > atUs),
    )
    const toUs = Math.min(next?.atUs ?? durationUs, life?.toUs ?? durationUs)
    return { lane, fromUs: atUs, toUs: Math.max(atUs, toUs), term }
  })
}

export interface Gap {
  readonly fromUs: number
  readonly toUs: number
}

/** When a machine was down between its lives, before the first and after the last. */
export function gapsOf({ lives }: Pick<Lane, 'lives'>, durationUs: number): readonly Gap[] {
  const gaps: Gap[] = []
  let upUntilUs = 0
  for (const { fromUs, toUs } of lives) {
    if (fromUs > upUntilUs) gaps.push({ fromUs: upUntilUs, toUs: fromUs })
    upUntilUs = toUs ?? durationUs
  }
  if (upUntilUs < durationUs) gaps.push({ fromUs: upUntilUs, toUs: durationUs })
  return gaps
}
