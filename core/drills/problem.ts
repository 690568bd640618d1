/** What is wrong with a drill file, and where; whoever read the file turns paths into lines. */

export type Path = readonly (string | number)[]

export interface Problem {
  /** Keys and indices from the root of the file. */
  readonly path: Path
  /** True where the key is at fault rather than its value. */
  readonly atKey?: boolean
  /** One sentence without a full stop. */
  readonly message: string
  /** What would be right here. */
  readonly expected: string
}

/** Words longer than this are not compared. */
const WORD_MAXIMUM = 64

/** The known word that was probably meant, if one is near enough. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  if (word.length > WORD_MAXIMUM) return undefined
  const limit = word.length <= 4 ? 1 : word.length <= 8 ? 2 : 3
  let best: string | undefined
  let least = limit + 1
  for (const candidate of known) {
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase())
    if (distance < least) {
      best = candidate
      least = distance
    }
  }
  return best
}

/** ` (did you mean "kill"?)`, or nothing. */
export function didYouMean(word: string, known: readonly string[]): string {
  const meant = nearest(word, known)
  return meant === undefined ? '' : ` (did you mean "${meant}"?)`
}

/** `one of a, b, c`. */
export function oneOf(known: readonly string[]): string {
  return known.length === 1 ? String(known[0]) : `one of ${known.join(', ')}`
}

/** Insertions, deletions, substitutions and swaps of neighbours (optimal string alignment). */
export function editDistance(left: string, right: string): number {
  let before: number[] = []
  let above = Array.from({ length: right.length + 1 }, (_, column) => column)
  for (let row = 1; row <= left.length; row++) {
    const current = [row]
    for (let column = 1; column <= right.length; column++) {
      const same = left[row - 1] === right[column - 1]
      let cost = Math.min(
        (above[column] as number) + 1,
        (current[column - 1] as number) + 1,
        (above[column - 1] as number) + (same ? 0 : 1),
      )
      const swapped = left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1]
      if (row > 1 && column > 1 && swapped)
        cost = Math.min(cost, (before[column - 2] as number) + 1)
      current.push(cost)
    }
    before = above
    above = current
  }
  return above[right.length] as number
}
