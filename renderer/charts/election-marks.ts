/** Elections as marks on the axis: the words are left out where marks stand close. Pure. */
import type { Election } from '../../electron/ipc/shapes/room.ts'

export interface ElectionMark extends Election {
  readonly x: number
  /** There is room for its words. */
  readonly told: boolean
}

const WORDS_WIDTH = 96
const MARKS_MAXIMUM = 200

/** The newest marks, oldest first; elections of the warm-up stand before the axis and are left out. */
export function shownElections(
  elections: readonly Election[],
  placeOf: (atMs: number) => number,
): readonly ElectionMark[] {
  const marks = elections
    .filter(({ atMs }) => atMs >= 0)
    .slice(-MARKS_MAXIMUM)
    .map((election) => ({ ...election, x: placeOf(election.atMs) }))
  return marks.map((mark, index) => {
    const next = marks[index + 1]
    return { ...mark, told: next === undefined || next.x - mark.x > WORDS_WIDTH }
  })
}
