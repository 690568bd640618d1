/** Goal: a short bar is named too, and no name covers another bar. Method: bars side by side. */
import { describe, expect, it } from 'vitest'
import { placeLabels } from '../../../renderer/charts/fault-labels.ts'

const bar = (row: number, start: number, length: number) => ({
  row,
  start,
  length,
  told: 'kill n2',
})

describe('the words of a fault', () => {
  it('stand inside of a bar that is long enough', () => {
    expect(placeLabels([bar(0, 0, 80)], 400)).toEqual(['inside'])
  })

  it('stand behind a short one where there is room', () => {
    expect(placeLabels([bar(0, 0, 10), bar(1, 20, 10)], 400)).toEqual(['behind', 'behind'])
  })

  it('never cover the next bar of the row, nor leave the picture', () => {
    expect(placeLabels([bar(0, 0, 10), bar(0, 30, 80)], 400)).toEqual(['inside', 'inside'])
    expect(placeLabels([bar(0, 360, 10)], 400)).toEqual(['inside'])
  })
})
