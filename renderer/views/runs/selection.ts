/**
 * Which rows are selected and where the cursor stands: by name, so that a list that changes under
 * it does not move it. `rows` is always the table as it is shown. Pure.
 */
export interface Selection {
  readonly selected: ReadonlySet<string>
  /** The row that the keyboard acts on. */
  readonly cursor: string | null
  /** Where a range begins. */
  readonly anchor: string | null
}

export const NOTHING_SELECTED: Selection = { selected: new Set(), cursor: null, anchor: null }

/** One row more or less; it becomes the cursor and the beginning of a range. */
export function toggle({ selected }: Selection, name: string): Selection {
  const next = new Set(selected)
  if (!next.delete(name)) next.add(name)
  return { selected: next, cursor: name, anchor: name }
}

/** Everything from the anchor to `name`, and nothing else. */
export function extendTo(selection: Selection, rows: readonly string[], name: string): Selection {
  const anchor = selection.anchor ?? selection.cursor ?? name
  const from = rows.indexOf(anchor)
  const to = rows.indexOf(name)
  if (to < 0) return selection
  if (from < 0) return { selected: new Set([name]), cursor: name, anchor: name }
  const range = rows.slice(Math.min(from, to), Math.max(from, to) + 1)
  return { selected: new Set(range), cursor: name, anchor }
}

/** The cursor alone; what is selected stays. */
export function moveTo(selection: Selection, name: string): Selection {
  return { ...selection, cursor: name, anchor: name }
}

/** The row `by` rows from the cursor, within the table; null in an empty one. */
export function rowFromCursor(
  { cursor }: Selection,
  rows: readonly string[],
  by: number,
): string | null {
  const at = cursor === null ? -1 : rows.indexOf(cursor)
  const target = (at < 0 && by < 0 ? rows.length : at) + by
  return rows[Math.min(rows.length - 1, Math.max(0, target))] ?? null
}

/** All of the rows, or none where all are selected already. */
export function toggleAll(selection: Selection, rows: readonly string[]): Selection {
  const all = rows.length > 0 && rows.every((name) => selection.selected.has(name))
  return { ...selection, selected: new Set(all ? [] : rows) }
}

/** After rows went away: the cursor stands where it stood, on the row that took the place. */
export function keepWithin(
  selection: Selection,
  before: readonly string[],
  rows: readonly string[],
): Selection {
  const there = new Set(rows)
  const selected = new Set([...selection.selected].filter((name) => there.has(name)))
  const { cursor, anchor } = selection
  const kept = {
    selected,
    cursor: cursor === null || there.has(cursor) ? cursor : neighbour(cursor, before, rows),
  }
  return { ...kept, anchor: anchor !== null && there.has(anchor) ? anchor : kept.cursor }
}

function neighbour(
  cursor: string,
  before: readonly string[],
  rows: readonly string[],
): string | null {
  const there = new Set(rows)
  const at = before.indexOf(cursor)
  if (at < 0) return rows[0] ?? null
  const below = before.slice(at).find((name) => there.has(name))
  return below ?? before.slice(0, at).findLast((name) => there.has(name)) ?? null
}

/** What an act is done with: what is selected in the order of the table, else the cursor's row. */
export function actedOn(
  { selected, cursor }: Selection,
  rows: readonly string[],
): readonly string[] {
  const chosen = rows.filter((name) => selected.has(name))
  if (chosen.length > 0) return chosen
  return cursor !== null && rows.includes(cursor) ? [cursor] : []
}
