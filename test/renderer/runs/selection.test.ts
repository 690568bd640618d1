/** Goal: the selection does what lists do everywhere. Method: the gestures, one by one. */
import { describe, expect, it } from 'vitest'
import {
  actedOn,
  extendTo,
  keepWithin,
  moveTo,
  NOTHING_SELECTED,
  rowFromCursor,
  toggle,
  toggleAll,
} from '../../../renderer/views/runs/selection.ts'

const ROWS = ['a', 'b', 'c', 'd', 'e']

describe('the selection', () => {
  it('takes one more row, and lets it go', () => {
    const one = toggle(NOTHING_SELECTED, 'b')
    expect([...one.selected]).toEqual(['b'])
    expect(toggle(one, 'b').selected.size).toBe(0)
  })

  it('reaches from where it began, in both directions', () => {
    const down = extendTo(toggle(NOTHING_SELECTED, 'c'), ROWS, 'e')
    expect([...down.selected]).toEqual(['c', 'd', 'e'])
    const up = extendTo(down, ROWS, 'a')
    expect([...up.selected]).toEqual(['a', 'b', 'c'])
    expect(up.cursor).toBe('a')
  })

  it('begins a range at the cursor where nothing was chosen', () => {
    const range = extendTo(moveTo(NOTHING_SELECTED, 'b'), ROWS, 'c')
    expect([...range.selected]).toEqual(['b', 'c'])
  })

  it('moves within the table', () => {
    const at = moveTo(NOTHING_SELECTED, 'd')
    expect(rowFromCursor(at, ROWS, 1)).toBe('e')
    expect(rowFromCursor(at, ROWS, 10)).toBe('e')
    expect(rowFromCursor(at, ROWS, -10)).toBe('a')
    expect(rowFromCursor(NOTHING_SELECTED, ROWS, 1)).toBe('a')
    expect(rowFromCursor(NOTHING_SELECTED, ROWS, -1)).toBe('e')
    expect(rowFromCursor(NOTHING_SELECTED, ROWS, 5)).toBe('e')
    expect(rowFromCursor(NOTHING_SELECTED, ROWS, -5)).toBe('a')
    expect(rowFromCursor(NOTHING_SELECTED, [], 1)).toBeNull()
  })

  it('takes all, and none of all', () => {
    const all = toggleAll(toggle(NOTHING_SELECTED, 'b'), ROWS)
    expect(all.selected.size).toBe(5)
    expect(toggleAll(all, ROWS).selected.size).toBe(0)
    expect(toggleAll(NOTHING_SELECTED, []).selected.size).toBe(0)
  })

  it('stays where it was when rows come and go', () => {
    const chosen = extendTo(toggle(NOTHING_SELECTED, 'b'), ROWS, 'd')
    const kept = keepWithin(chosen, ROWS, ['new', 'a', 'b', 'c', 'e'])
    expect([...kept.selected]).toEqual(['b', 'c'])
    expect(kept.cursor).toBe('e')
    expect(kept.anchor).toBe('b')
    expect(keepWithin(chosen, ROWS, ['a', 'b']).cursor).toBe('b')
    expect(keepWithin(chosen, ROWS, []).cursor).toBeNull()
  })

  it('acts on what is selected in the order of the table, else on the cursor', () => {
    const chosen = toggle(toggle(NOTHING_SELECTED, 'd'), 'a')
    expect(actedOn(chosen, ROWS)).toEqual(['a', 'd'])
    expect(actedOn(moveTo(NOTHING_SELECTED, 'c'), ROWS)).toEqual(['c'])
    expect(actedOn(moveTo(NOTHING_SELECTED, 'gone'), ROWS)).toEqual([])
  })
})
