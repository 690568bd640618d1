/**
 * Goal: whatever nodes and network do to a client, its history keeps the rules of histories, and
 * numbers repeat only where a request is repeated. Method: random answers, silences and closed
 * connections, drawn and shrunk by fast-check.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bank } from '../../../core/workloads/bank.ts'
import { register } from '../../../core/workloads/register.ts'
import type { Result } from '../../../core/runtime/machine.ts'
import { Bench, WITH_SESSIONS, WITHOUT_SESSIONS } from './fixtures/bench.ts'

type Step =
  | { readonly do: 'answer'; readonly back: number; readonly result: Result }
  | { readonly do: 'pass'; readonly ms: number }
  | { readonly do: 'disconnect'; readonly node: string }
  | { readonly do: 'tell'; readonly command: 'final' | 'stop' }

const node = fc.constantFrom('n1', 'n2', 'n3')
const result = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Result>({ status: 'ok', value: 900 }) },
  fc.constantFrom<Result>(
    { status: 'fail', error: 'precondition-failed' },
    { status: 'fail', error: 'not-leader' },
    { status: 'fail', error: 'not-leader', leader: 'n3' },
    { status: 'fail', error: 'overloaded' },
    { status: 'info', error: 'leadership-lost' },
    { status: 'info', error: 'session-expired' },
  ),
)
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('answer' as const),
      back: fc.oneof({ weight: 5, arbitrary: fc.constant(0) }, fc.nat(4)),
      result,
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('pass' as const), ms: fc.nat(700) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('disconnect' as const), node }) },
)
const ending = fc.record({
  do: fc.constant('tell' as const),
  command: fc.constantFrom('final' as const, 'stop' as const),
})

const setting = fc.record({
  rules: fc.constantFrom(WITH_SESSIONS, WITHOUT_SESSIONS),
  workload: fc.constantFrom(register, bank),
  options: fc.constantFrom({}, { ratePerSecond: 40 }),
  seed: fc.string({ maxLength: 4 }),
})

interface Told {
  readonly type: string
  readonly process: number
}

function checkHistory(bench: Bench, index: number, clients: number): void {
  const open = new Set<number>()
  const ended = new Set<number>()
  for (const report of bench.reports as readonly unknown[] as readonly Told[]) {
    const { type, process } = report
    if (type === 'ready' || type === 'finished') continue
    expect(process % clients).toBe(index)
    expect(ended.has(process), 'nothing follows an info').toBe(false)
    if (type === 'invoke') {
      expect(open.size, 'one open operation').toBe(0)
      open.add(process)
    } else {
      expect(open.delete(process), 'a completion of what is open').toBe(true)
      if (type === 'info') ended.add(process)
    }
  }
}

function checkNumbers(bench: Bench): void {
  const operations = new Map<string, unknown>()
  const latest = new Map<number, number>()
  let attempt = 0
  for (const { message } of bench.sent) {
    const { session, sequence, operation } = message
    expect(message.attempt).toBe(++attempt)
    const name = `${session}.${sequence}`
    const before = operations.get(name)
    if (before !== undefined) expect(operation).toBe(before)
    operations.set(name, operation)
    const last = latest.get(session) ?? 0
    expect(sequence === last || sequence === last + 1, `${name} after ${last}`).toBe(true)
    latest.set(session, sequence)
  }
}

describe('the history of a client', () => {
  it('keeps the rules whatever happens', () => {
    let completed = 0
    const property = fc.property(
      setting,
      fc.array(step, { maxLength: 60 }),
      fc.option(ending),
      fc.array(step, { maxLength: 20 }),
      (given, steps, last, after) => {
        const bench = new Bench({ ...given, index: 1, clients: 4 })
        bench.begin()
        let granted = 100
        for (const taken of last === null ? steps : [...steps, last, ...after]) {
          if (taken.do === 'pass') bench.pass(taken.ms)
          else if (taken.do === 'disconnect') bench.disconnect(taken.node)
          else if (taken.do === 'tell') bench.tell(taken.command)
          else {
            const sent = bench.sent.at(-1 - taken.back)
            if (sent === undefined) continue
            const opens = sent.message.operation.f === 'open-session'
            const ok: Result = { status: 'ok', value: granted++ }
            bench.answer(opens && taken.result.status === 'ok' ? ok : taken.result, sent)
          }
        }
        checkHistory(bench, 1, 4)
        checkNumbers(bench)
        completed += bench.reportsOf('ok').length
      },
    )
    fc.assert(property, { numRuns: 600, seed: 20_261_121 })
    expect(completed).toBeGreaterThan(1_000)
  })
})
