/**
 * Goal: a report comes back with every field it had and no other, however it is written. Method:
 * reports of operations with and without each field, and reports that are none.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { reportFromWire, reportToWire } from '../../../electron/journal/report-wire.ts'

const operation = fc.record(
  {
    type: fc.constantFrom('invoke', 'ok', 'fail', 'info'),
    process: fc.nat(),
    f: fc.string(),
    key: fc.string(),
    value: fc.jsonValue(),
    error: fc.string(),
    node: fc.string(),
    attempts: fc.nat(),
    extra: fc.nat(),
  },
  { requiredKeys: ['type'] },
)

test('every report comes back as it was', () => {
  fc.assert(
    fc.property(operation, (report) => {
      expect(reportFromWire(reportToWire(report))).toEqual(report)
    }),
    { seed: 2_026, numRuns: 500 },
  )
})

test('a role is no operation and stays a map', () => {
  const report = { type: 'role', role: 'leader', term: 3 }
  expect(reportToWire(report)).toBe(report)
})

test.each([[['ok']], [['ok', 3, 1]], [[7, 0]], [null], ['ok']])('%j is no report', (wire) => {
  expect(reportFromWire(wire)).toBeNull()
})
