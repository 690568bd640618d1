/**
 * Goal: what changed over time is told at any moment as it was then. Method: random sequences of
 * states and of logs that grow, are overwritten and compacted, against plain copies of each.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { LogView } from '../../../../core/runtime/machine.ts'
import { LogHistory, LOG_ENTRIES_SHOWN } from '../../../../electron/recorder/states/log-history.ts'
import {
  BadPageError,
  packPage,
  unpackPage,
} from '../../../../electron/recorder/states/page-shape.ts'
import { ValueHistory } from '../../../../electron/recorder/states/value-history.ts'

/** As a run file gives it back. */
function packed(plain: unknown): unknown {
  return unpackPage(packPage(plain))
}

const leaf = fc.oneof(
  fc.constantFrom(0, 1, NaN, -0, 'leader', '', null, true),
  fc.array(fc.nat({ max: 3 }), { maxLength: 2 }),
)
const { state } = fc.letrec((tie) => ({
  state: fc.oneof(
    { maxDepth: 6 },
    leaf,
    fc.dictionary(fc.constantFrom('a', 'b', '__proto__', 'constructor'), tie('state'), {
      maxKeys: 3,
    }),
  ),
}))

test('a value is told at any moment as it was last recorded', () => {
  const steps = fc.array(fc.record({ after: fc.nat({ max: 2 }), state }), { maxLength: 30 })
  fc.assert(
    fc.property(steps, (recorded) => {
      const history = new ValueHistory()
      const truth: { readonly atUs: number; readonly state: unknown }[] = []
      let atUs = 0
      for (const step of recorded) {
        atUs += step.after
        history.record(atUs, step.state)
        truth.push({ atUs, state: structuredClone(step.state) })
      }
      for (let moment = -1; moment <= atUs + 1; moment++) {
        const expected = truth.findLast((known) => known.atUs <= moment)?.state
        expect(history.at(moment)).toEqual(expected)
      }
    }),
  )
})

test('a value that was kept in a page is told as before', () => {
  // The sign of zero is lost, and nobody tells it.
  const flat = leaf.filter((value) => !Object.is(value, -0))
  const shallow = fc.dictionary(fc.constantFrom('a', 'b', 'constructor'), flat, { maxKeys: 3 })
  const deep = fc.dictionary(fc.constantFrom('a', 'b'), fc.oneof(flat, shallow), { maxKeys: 3 })
  fc.assert(
    fc.property(fc.array(fc.oneof(flat, deep), { maxLength: 20 }), (recorded) => {
      const history = new ValueHistory()
      for (const [atUs, value] of recorded.entries()) history.record(atUs, value)
      const again = ValueHistory.fromPlain(packed(history.toPlain()))
      for (let moment = -1; moment <= recorded.length; moment++) {
        expect(again.at(moment)).toEqual(history.at(moment))
      }
    }),
  )
})

interface Entry {
  readonly term: number
  readonly text: string
}

class PlainLog implements LogView {
  base = 0
  commit = 0
  entries: Entry[] = []

  get lastIndex(): number {
    return this.base + this.entries.length
  }

  entryAt(index: number): Entry | undefined {
    return this.entries[index - this.base - 1]
  }

  lineAt(index: number): Entry | undefined {
    return this.entryAt(index)
  }

  newest(): unknown[] {
    const shown = this.entries.slice(-LOG_ENTRIES_SHOWN)
    return shown.map(({ term, text }, place) => {
      const index = this.lastIndex - shown.length + place + 1
      return { index, term, text, committed: index <= this.commit }
    })
  }
}

test('a log is told at any moment by its newest entries, whatever became of them later', () => {
  const change = fc.record({
    append: fc.nat({ max: 70 }),
    truncate: fc.nat({ max: 50 }),
    compact: fc.nat({ max: 40 }),
    commit: fc.nat({ max: 60 }),
    after: fc.nat({ max: 1 }),
  })
  fc.assert(
    fc.property(fc.array(change, { maxLength: 40 }), (changes) => {
      const [log, history] = [new PlainLog(), new LogHistory()]
      const truth: { readonly atUs: number; readonly newest: unknown[] }[] = []
      let atUs = 0
      for (const [term, { append, truncate, compact, commit, after }] of changes.entries()) {
        atUs += after
        log.entries.length = Math.max(0, log.entries.length - truncate)
        const dropped = Math.min(compact, log.entries.length)
        log.entries.splice(0, dropped)
        log.base += dropped
        for (let count = 0; count < append; count++) log.entries.push({ term, text: `${count}` })
        log.commit = Math.min(log.lastIndex, log.commit + commit)
        history.record(atUs, log)
        truth.push({ atUs, newest: log.newest() })
      }
      for (const { atUs: moment } of truth) {
        const expected = truth.findLast((known) => known.atUs <= moment)
        expect(history.at(moment)).toEqual(expected?.newest)
        expect(LogHistory.fromPlain(packed(history.toPlain())).at(moment)).toEqual(expected?.newest)
      }
      expect(history.at(-1)).toBeNull()
    }),
  )
})

test('a page that was altered is refused', () => {
  const history = new ValueHistory()
  for (let at = 0; at < 5; at++) history.record(at, { a: at, b: { c: 'x' } })
  const page = packPage(history.toPlain())
  expect(() => unpackPage(page.subarray(0, 5))).toThrow(BadPageError)
  const plain = history.toPlain()
  for (const altered of [
    null,
    { ...plain, times: 'none' },
    { ...plain, times: [NaN] },
    { ...plain, values: [] },
    { ...plain, fields: [[7]] },
    { ...plain, inner: [null] },
  ]) {
    expect(() => ValueHistory.fromPlain(altered)).toThrow(BadPageError)
  }
})
