/** Puts what stands beside each other into as few rows as it fits in, one after the other. Pure. */
export interface Extent {
  /** With its words, px. */
  readonly from: number
  readonly to: number
}

/** Free space between two of a row. */
const GAP_PX = 6

export interface PackedRows {
  /** For each extent, from 0. */
  readonly rowOf: readonly number[]
  readonly rows: number
}

/** Each in the first row where it is free. */
export function packRows(extents: readonly Extent[]): PackedRows {
  const taken: Extent[][] = []
  const rowOf = extents.map((extent) => {
    const free = taken.findIndex((row) =>
      row.every((other) => extent.to + GAP_PX <= other.from || extent.from >= other.to + GAP_PX),
    )
    const row = free < 0 ? taken.length : free
    const there = (taken[row] ??= [])
    there.push(extent)
    return row
  })
  return { rowOf, rows: taken.length }
}
