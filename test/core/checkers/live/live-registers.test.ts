/**
 * Goal: a violation is told soon after it happened, in bounded memory, and nothing else is. Method:
 * a register that behaves, or does not, under clients drawn from a seed; the window is small, so
 * that most of the history lies before it.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Prng } from '../../../../core/base/prng.ts'
import { judge } from '../../../../core/checkers/linearizable.ts'
import { kv } from '../../../../core/checkers/linearizability/models/register.ts'
import { LiveRegisters } from '../../../../core/checkers/live/live-registers.ts'
import type { HistoryEvent } from '../../../../core/history/operation.ts'
import { pairOperations } from '../../../../core/history/pair-operations.ts'

const CLIENTS = 4
const TELLING = { timed: false }
/** Events of others during an operation that takes long: all that it rests on is forgotten then. */
const SLOW = 120

interface Open {
  readonly f: string
  readonly input: unknown
  /** The operation takes effect at once when it begins, when it ends, or never (a lost write). */
  readonly when: 'first' | 'last' | 'never'
  readonly answer: HistoryEvent['type']
  output: unknown
}

/** A client that is not slow; the last never is. */
function drawn(prng: Prng, index: number, slowUntil: readonly number[]): number {
  for (;;) {
    const client = prng.uint32() % CLIENTS
    if (client === CLIENTS - 1 || index >= (slowUntil[client] ?? 0)) return client
  }
}

/** A history of one register; `stale`: one read in so many answers with an older value. */
function history(prng: Prng, length: number, stale = 0): HistoryEvent[] {
  const events: HistoryEvent[] = []
  const open = new Map<number, Open>()
  const processes = Array.from({ length: CLIENTS }, (_, client) => client)
  const past: unknown[] = [null]
  const held = () => past.at(-1)
  const happen = (operation: Open) => {
    const { f, input } = operation
    if (f === 'read') operation.output = held()
    else if (f === 'write') past.push(input)
    else {
      const [from, to] = input as [unknown, unknown]
      operation.output = from === held()
      if (operation.output === true) past.push(to)
    }
  }
  const slowUntil = processes.map(() => 0)
  for (let index = 0; index < length; index++) {
    const client = drawn(prng, index, slowUntil)
    const process = processes[client] as number
    const common = { index, time: index, process, key: 'x' }
    const operation = open.get(client)
    if (operation === undefined) {
      if (prng.uint32() % 20 === 0) slowUntil[client] = index + SLOW
      const choice = prng.uint32() % 10
      const f = choice < 5 ? 'read' : choice < 8 ? 'write' : 'cas'
      const input = f === 'read' ? null : f === 'write' ? index : [held(), index]
      const fate = prng.uint32() % 50
      const answer = fate === 0 && f !== 'read' ? 'info' : 'ok'
      const lost = answer === 'info' && prng.uint32() % 2 === 0
      const when = lost ? 'never' : prng.uint32() % 2 === 0 ? 'first' : 'last'
      const begun: Open = { f, input, when, answer, output: input }
      open.set(client, begun)
      if (when === 'first') happen(begun)
      events.push({ ...common, type: 'invoke', f, value: input })
      continue
    }
    open.delete(client)
    const { f, input, when, answer } = operation
    if (when === 'last') happen(operation)
    if (answer === 'info') {
      processes[client] = process + CLIENTS
      events.push({ ...common, type: 'info', f, value: input })
    } else if (f === 'cas') {
      events.push({ ...common, type: operation.output === true ? 'ok' : 'fail', f, value: input })
    } else {
      const old = stale > 0 && f === 'read' && prng.uint32() % stale === 0
      const value =
        f === 'read' ? (old ? past[Math.max(0, past.length - 6)] : operation.output) : input
      events.push({ ...common, type: 'ok', f, value })
    }
  }
  return events
}

function tell(events: readonly HistoryEvent[], operationsMax: number, every: number) {
  const live = new LiveRegisters(TELLING, operationsMax)
  for (const [place, event] of events.entries()) {
    live.add(event)
    if (place % every !== 0) continue
    const [violation] = live.check()
    if (violation) return { violation, place }
  }
  return undefined
}

function isLinearizable(events: readonly HistoryEvent[]): boolean {
  const pairing = pairOperations(events)
  if (!pairing.ok) throw new Error(pairing.problem.message)
  const options = { model: kv, options: {}, budget: 1e6, telling: TELLING }
  return judge(pairing.operations, options).verdict === 'valid'
}

const seeds = fc.integer({ min: 0, max: 1_000_000 })

describe('registers judged while the history grows', () => {
  it('are never accused of what the whole history does not show', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 2, max: 40 }), (seed, operationsMax) => {
        const events = history(new Prng(String(seed)), 600)
        expect(isLinearizable(events)).toBe(true)
        expect(tell(events, operationsMax, 7)).toBeUndefined()
      }),
      { numRuns: 200 },
    )
  })

  it('are accused only of what the whole history shows too', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 2, max: 40 }), (seed, operationsMax) => {
        const events = history(new Prng(String(seed)), 400, 40)
        const told = tell(events, operationsMax, 7)
        if (told !== undefined) expect(isLinearizable(events.slice(0, told.place + 1))).toBe(false)
      }),
      { numRuns: 200 },
    )
  })

  it('are accused soon after a stale read', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const events = history(new Prng(String(seed)), 600)
        const last = events.findLast(
          ({ type, f }) => type === 'ok' && f === 'write',
        ) as HistoryEvent
        const next = { key: 'x', f: 'read', process: 99_999 }
        const index = events.length
        const stale: HistoryEvent[] = [
          { ...next, index, time: index, type: 'invoke', value: null },
          { ...next, index: index + 1, time: index + 1, type: 'ok', value: null },
        ]
        const told = tell([...events, ...stale], 30, 1)
        expect(told?.place).toBe(index + 1)
        expect(told?.violation.witness.sentence).toContain('read nothing from x')
        expect(last.index).toBeLessThan(index)
      }),
      { numRuns: 100 },
    )
  })
})
