/** Goal: the table works by keyboard alone. Method: key by key. */
import { describe, expect, it } from 'vitest'
import { gestureOf } from '../../../renderer/views/runs/gestures.ts'

const NO_MODIFIER = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false }
const SIZE = { page: 20, rows: 100 }

function gesture(key: string, modifier: Partial<typeof NO_MODIFIER> = {}) {
  return gestureOf({ key, ...NO_MODIFIER, ...modifier }, SIZE)
}

describe('a key in the table of runs', () => {
  it('moves by a row, by a page, and to both ends', () => {
    const moves = ['ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Home', 'End'].map((key) => {
      const found = gesture(key)
      return found?.kind === 'move' ? found.by : null
    })
    expect(moves).toEqual([1, -1, 20, -20, -100, 100])
  })

  it('extends with Shift', () => {
    expect(gesture('ArrowDown', { shiftKey: true })).toEqual({ kind: 'move', by: 1, extend: true })
  })

  it('selects, opens, takes all and lets go', () => {
    expect(gesture(' ')).toEqual({ kind: 'toggle' })
    expect(gesture('Enter')).toEqual({ kind: 'open' })
    expect(gesture('a', { ctrlKey: true })).toEqual({ kind: 'all' })
    expect(gesture('a', { metaKey: true })).toEqual({ kind: 'all' })
    expect(gesture('Escape')).toEqual({ kind: 'none' })
  })

  it('is left to the commands where the table has no use for it', () => {
    expect([gesture('c'), gesture('k', { ctrlKey: true }), gesture('1')]).toEqual([null, null, null])
    expect(gesture('ArrowDown', { altKey: true })).toBeNull()
  })
})
