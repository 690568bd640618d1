/** A promise that is broken while the drill goes on, in words. Pure. */
import type { RoomViolation } from '../../../electron/ipc/shapes/room.ts'

/** `Linearizable is broken.` */
export function brokenHeadline({ check }: Pick<RoomViolation, 'check'>): string {
  return `${check.charAt(0).toUpperCase()}${check.slice(1)} is broken.`
}

/** What is behind the first one. */
export function moreBroken(count: number): string {
  return count === 1 ? 'And 1 more' : `And ${count} more`
}

/**
 * Sentences count from the start of the run, as the verdict and the timeline do; the room counts
 * from when its clients began. Where both are on one screen, their difference is said.
 */
export function clocksApart({ atMs, atUs }: Pick<RoomViolation, 'atMs' | 'atUs'>): string {
  const begunS = ((atUs / 1_000 - atMs) / 1_000).toFixed(3)
  return `Times of the run: its clients began at ${begunS} s.`
}
