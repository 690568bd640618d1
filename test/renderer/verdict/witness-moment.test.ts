/** Goal: the jump leads to where the broken promise shows. Method: each kind of witness. */
import { describe, expect, it } from 'vitest'
import type { DrawnWitness } from '../../../electron/ipc/shapes/runs.ts'
import { momentOf } from '../../../renderer/views/verdict/witness-moment.ts'

const DRAWN: DrawnWitness = {
  check: 'linearizable',
  sentence: '',
  fromUs: 0,
  toUs: 9,
  faults: [],
  operations: [
    { client: 'c1', text: '', fromUs: 1, toUs: 2, result: 'ok', part: 'witness' },
    { client: 'c1', text: '', fromUs: 3, toUs: 4, result: 'ok', part: 'impossible' },
  ],
}
const EVENT = { index: 0, time: 7_000, process: 1, type: 'ok', f: 'read' } as const

describe('the moment of a witness', () => {
  it('is the end of the impossible operation', () => {
    expect(momentOf({ witness: { sentence: '' } }, DRAWN)).toBe(4)
  })

  it('is the last report or event where nothing was drawn', () => {
    const report = { atUs: 5, node: 'n1', incarnation: 1, event: { type: 'role' } }
    const witness = { sentence: '', events: [EVENT] }
    expect(momentOf({ witness: { ...witness, reports: [report] } }, undefined)).toBe(5)
    expect(momentOf({ witness }, undefined)).toBe(7)
    expect(momentOf({ witness: { sentence: '' } }, undefined)).toBeNull()
  })
})
