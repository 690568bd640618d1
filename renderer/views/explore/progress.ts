/** How far an exploration is and how fast, and how it stands, for people. Pure. */
import type { ExplorationNow, ExplorationStanding } from '../../../electron/ipc/shapes/explore.ts'

export interface Progress {
  /** 0 to 1. */
  readonly share: number
  /** Null before anything can be told. */
  readonly seedsPerSecond: number | null
  /** Simulated time for each second on the wall clock. */
  readonly timesRealTime: number | null
  /** Null where it is not known, or nothing is left to do. */
  readonly leftMs: number | null
}

export function progressOf(
  { standing, seeds, simulatedMs, exploredMs }: ExplorationNow,
  seedsInAll: number,
): Progress {
  const share = seedsInAll === 0 ? 0 : seeds / seedsInAll
  if (seeds === 0 || exploredMs === 0) {
    return { share, seedsPerSecond: null, timesRealTime: null, leftMs: null }
  }
  const goesOn = isGoingOn(standing)
  return {
    share,
    seedsPerSecond: (seeds * 1000) / exploredMs,
    timesRealTime: simulatedMs / exploredMs,
    leftMs: goesOn ? ((seedsInAll - seeds) * exploredMs) / seeds : null,
  }
}

export function isGoingOn({ kind }: ExplorationStanding): boolean {
  return kind === 'exploring' || kind === 'waiting'
}

export function standingText(standing: ExplorationStanding, stoppedEarly: boolean): string {
  switch (standing.kind) {
    case 'exploring':
      return 'exploring'
    case 'waiting':
      return standing.waitsFor === 'drill'
        ? 'waiting: a drill runs live'
        : 'waiting: a seed is being shrunk'
    case 'explored':
      return stoppedEarly ? 'stopped at a failure' : 'explored'
    case 'stopped':
      return 'stopped'
    case 'failed':
      return `failed: ${standing.message}`
  }
}

/** Two or three digits, as many as the pace is worth: `0.25`, `3.1`, `105`, `1,240`. */
export function rateText(rate: number | null): string {
  if (rate === null) return '–'
  if (rate >= 10) return Math.round(rate).toLocaleString('en')
  return rate.toFixed(rate < 1 ? 2 : 1)
}
