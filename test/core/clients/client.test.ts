/**
 * Goal: every way in which an operation can end, and every phase of a client. Method: one client
 * on a bench, where the test answers, stays silent, or closes the connection.
 */
import { describe, expect, it } from 'vitest'
import { register } from '../../../core/workloads/register.ts'
import { bank } from '../../../core/workloads/bank.ts'
import type { Operation } from '../../../core/runtime/machine.ts'
import {
  Bench,
  scripted,
  WITH_SESSIONS,
  WITHOUT_SESSIONS,
  type BenchOptions,
} from './fixtures/bench.ts'

const WRITE: Operation = { f: 'write', key: 'x', value: 1 }
const READ: Operation = { f: 'read', key: 'x' }
const OK = { status: 'ok' } as const

function running(operations: readonly Operation[], options: BenchOptions = {}): Bench {
  const bench = new Bench({ workload: scripted(operations), ...options })
  bench.begin()
  return bench
}

const notLeader = (leader?: string) => ({
  ...{ status: 'fail' as const, error: 'not-leader' },
  ...(leader === undefined ? {} : { leader }),
})

describe('set-up', () => {
  it('opens a session, then reports ready, and waits', () => {
    const bench = new Bench()
    bench.tell('setup')
    expect(bench.last.message).toMatchObject({ session: 0, operation: { f: 'open-session' } })
    bench.answer({ status: 'ok', value: 12 })
    expect(bench.reports).toEqual([{ type: 'ready' }])
    bench.pass(10_000)
    expect(bench.sent).toHaveLength(1)
    bench.tell('begin')
    expect(bench.last.message).toMatchObject({ session: 12, sequence: 1, attempt: 2 })
  })

  it('is ready at once where there are no sessions', () => {
    const bench = new Bench({ rules: WITHOUT_SESSIONS })
    bench.tell('setup')
    expect(bench.reports).toEqual([{ type: 'ready' }])
    expect(bench.sent).toEqual([])
  })

  it('is tried until the system answers, and is no part of the history', () => {
    const bench = new Bench({ workload: bank })
    bench.tell('setup')
    bench.pass(20_000)
    bench.answer(notLeader('n2'))
    bench.answer({ status: 'ok', value: 5 })
    expect(bench.last).toMatchObject({
      to: 'n2',
      message: { session: 5, sequence: 1, operation: { f: 'open-accounts' } },
    })
    bench.pass(20_000)
    expect(bench.last.message).toMatchObject({ session: 5, sequence: 1 })
    expect(bench.reports).toEqual([])
    bench.answer(OK)
    expect(bench.reports).toEqual([{ type: 'ready' }])
  })

  it('is the business of client 0 alone', () => {
    const bench = new Bench({ workload: bank, index: 1 })
    bench.tell('setup')
    bench.answer({ status: 'ok', value: 5 })
    expect(bench.reports).toEqual([{ type: 'ready' }])
    expect(bench.sent).toHaveLength(1)
  })

  it('does not take a late answer for the session that it asks for later', () => {
    const bench = running([WRITE])
    const opening = bench.sent[0] as (typeof bench.sent)[0]
    bench.answer({ status: 'info', error: 'session-expired' })
    bench.passUntilSent()
    expect(bench.last.message.operation.f).toBe('open-session')
    bench.answer({ status: 'ok', value: 77 }, opening)
    expect(bench.inspect()).toMatchObject({ session: null, stale: 1 })
  })
})

describe('an operation', () => {
  it('is reported before and after, and the next follows at once', () => {
    const bench = running([WRITE, READ])
    expect(bench.reports.at(-1)).toEqual({ type: 'invoke', process: 0, ...WRITE })
    bench.answer(OK)
    expect(bench.reports.slice(-2)).toEqual([
      { type: 'ok', process: 0, f: WRITE.f, key: WRITE.key, node: 'n1', attempts: 1 },
      { type: 'invoke', process: 0, ...READ },
    ])
    bench.answer({ status: 'ok', value: null })
    expect(bench.reports.at(-2)).toMatchObject({ type: 'ok', f: 'read', value: null })
    expect(bench.last.message.sequence).toBe(3)
  })

  it('is sent early', () => {
    const bench = running([WRITE])
    expect(bench.effects.filter((effect) => effect.kind === 'send' && !effect.early)).toEqual([])
  })

  it.each(['precondition-failed', 'insufficient-funds', 'no-such-thing'])(
    'ends with the answer %s of the state machine',
    (error) => {
      const bench = running([WRITE])
      bench.answer({ status: 'fail', error })
      expect(bench.reports.at(-2)).toMatchObject({ type: 'fail', error, attempts: 1, process: 0 })
    },
  )

  it('follows the hint to the leader at once, and stays with it', () => {
    const bench = running([WRITE])
    bench.answer(notLeader('n3'))
    expect(bench.last).toMatchObject({ to: 'n3', message: { sequence: 1, session: 77 } })
    bench.answer(OK)
    expect(bench.reports.at(-2)).toMatchObject({ type: 'ok', node: 'n3', attempts: 2 })
    expect(bench.last.to).toBe('n3')
  })

  it('follows a bounded number of hints without a wait', () => {
    const bench = running([WRITE])
    for (let times = 0; times < 3; times++) {
      const sent = bench.sent.length
      bench.answer(notLeader(bench.last.to === 'n1' ? 'n2' : 'n1'))
      expect(bench.sent.length).toBe(sent + 1)
    }
    const times: number[] = []
    for (let round = 0; round < 8; round++) {
      bench.answer(notLeader(bench.last.to === 'n1' ? 'n2' : 'n1'))
      const before = bench.now
      if (bench.reportsOf('fail').length > 0) break
      bench.pass(200)
      times.push(bench.now - before)
    }
    expect(times.length).toBeGreaterThan(4)
  })

  it('goes round the nodes where there is no hint', () => {
    const bench = running([WRITE])
    const asked = [bench.last.to]
    for (let times = 0; times < 4; times++) {
      bench.answer(notLeader())
      if (bench.sent.length === times + 2) bench.passUntilSent()
      asked.push(bench.last.to)
    }
    expect(asked).toEqual(['n1', 'n2', 'n3', 'n1', 'n2'])
  })

  it('fails when every attempt was refused, and keeps its process and session', () => {
    const bench = running([WRITE])
    while (bench.reportsOf('fail').length === 0) {
      bench.answer(notLeader())
      bench.pass(100)
      expect(bench.now).toBeLessThan(10_000)
    }
    const [failed] = bench.reportsOf('fail')
    expect(failed).toMatchObject({ process: 0, error: 'not-leader' })
    bench.passUntilSent()
    expect(bench.last.message).toMatchObject({ session: 77, sequence: 2 })
    expect(bench.inspect()['process']).toBe(0)
  })

  it('is tried no more often than it may be', () => {
    const bench = running([WRITE], { options: { attemptsMax: 4, backoffMs: 1 } })
    while (bench.reportsOf('fail').length === 0) {
      bench.answer(notLeader())
      bench.pass(5)
    }
    expect(bench.reportsOf('fail')[0]).toMatchObject({ attempts: 4 })
  })
})

describe('an attempt without an answer', () => {
  const lose: readonly (readonly [string, (bench: Bench) => void])[] = [
    ['a timeout', (bench) => bench.pass(500)],
    ['a closed connection', (bench) => bench.disconnect(bench.last.to)],
    ['an info', (bench) => bench.answer({ status: 'info', error: 'leadership-lost' })],
  ]

  it.each(lose)('after %s is repeated under the same number, in a session', (_, happen) => {
    const bench = running([WRITE])
    happen(bench)
    if (bench.sent.length === 2) bench.passUntilSent()
    expect(bench.last).toMatchObject({
      to: 'n2',
      message: { session: 77, sequence: 1, attempt: 3 },
    })
    bench.answer(OK)
    expect(bench.reports.at(-2)).toMatchObject({ type: 'ok', process: 0, attempts: 2 })
  })

  it.each(lose)('after %s ends a write without a session, and its process', (_, happen) => {
    const bench = running([WRITE], { rules: WITHOUT_SESSIONS })
    happen(bench)
    expect(bench.reportsOf('info')).toMatchObject([{ process: 0, attempts: 1 }])
    bench.passUntilSent()
    expect(bench.last).toMatchObject({ to: 'n2', message: { session: 0, sequence: 2 } })
    expect(bench.reports.at(-1)).toMatchObject({ type: 'invoke', process: 3 })
  })

  it.each(lose)('after %s lets a read be asked again, and then fail', (_, happen) => {
    const bench = running([READ], { rules: WITHOUT_SESSIONS })
    happen(bench)
    if (bench.sent.length === 1) bench.passUntilSent()
    expect(bench.last).toMatchObject({ to: 'n2', message: { sequence: 1 } })
    bench.pass(3_000)
    expect(bench.reportsOf('fail')[0]).toMatchObject({ process: 0, error: 'timeout' })
    expect(bench.inspect()['process']).toBe(0)
  })

  it('leaves the operation unknown at its deadline, and opens a new session', () => {
    const bench = running([WRITE])
    bench.pass(2_000)
    expect(bench.reportsOf('info')).toMatchObject([{ process: 0, error: 'timeout' }])
    bench.passUntilSent()
    expect(bench.last.message).toMatchObject({ session: 0, operation: { f: 'open-session' } })
    bench.answer({ status: 'ok', value: 99 })
    expect(bench.last.message).toMatchObject({ session: 99, sequence: 1 })
    expect(bench.reports.at(-1)).toMatchObject({ type: 'invoke', process: 3 })
  })

  it('leaves it unknown also when every later attempt is refused', () => {
    const bench = running([WRITE])
    bench.pass(500)
    while (bench.reportsOf('invoke').length === 1 && bench.now < 9_000) {
      if (bench.inspect()['busy'] === true) bench.answer(notLeader())
      bench.pass(50)
      if (bench.reportsOf('info').length > 0) break
    }
    expect(bench.reportsOf('info')).toHaveLength(1)
    expect(bench.reportsOf('fail')).toEqual([])
  })

  it('is settled by a late answer to it', () => {
    const bench = running([WRITE])
    const first = bench.last
    bench.pass(500)
    bench.passUntilSent()
    bench.answer(OK, first)
    expect(bench.reports.at(-2)).toMatchObject({ type: 'ok', node: 'n1', attempts: 2 })
  })

  it('is not settled by a late refusal', () => {
    const bench = running([WRITE], { nodes: ['n1'] })
    const first = bench.last
    bench.pass(500)
    if (bench.last === first) bench.passUntilSent()
    const sent = bench.sent.length
    bench.answer(notLeader(), first)
    // The second attempt is still out: nothing is sent before its own time is up.
    bench.pass(400)
    expect(bench.inspect()).toMatchObject({ busy: true, attempts: 2 })
    bench.answer(OK)
    expect(bench.sent.length).toBe(sent + 1)
    expect(bench.reportsOf('ok')).toHaveLength(1)
  })

  it('makes a hint to the same silent node worthless', () => {
    const bench = running([WRITE])
    bench.disconnect('n1')
    expect(bench.last.to).toBe('n2')
    bench.answer(notLeader('n1'))
    if (bench.last.to === 'n2') bench.passUntilSent()
    expect(bench.last.to).toBe('n3')
  })

  it('does not keep the client from that node for ever', () => {
    const bench = running([WRITE], { options: { deadlineMs: 5_000 } })
    bench.disconnect('n1')
    for (let times = 0; times < 20 && bench.last.to !== 'n1'; times++) {
      bench.answer(notLeader('n1'))
      bench.pass(100)
    }
    expect(bench.last).toMatchObject({ to: 'n1', message: { session: 77, sequence: 1 } })
    expect(bench.now).toBeLessThan(2_000)
  })

  it('ends the session at once where the system has forgotten it', () => {
    const bench = running([WRITE])
    bench.answer({ status: 'info', error: 'session-expired' })
    expect(bench.reportsOf('info')).toMatchObject([{ error: 'session-expired', attempts: 1 }])
  })
})

describe('answers that nobody waits for', () => {
  it('are counted and change nothing', () => {
    const bench = running([WRITE])
    const first = bench.last
    bench.answer(OK)
    const reports = bench.reports.length
    bench.answer(OK, first)
    bench.answer({ status: 'fail', error: 'precondition-failed' }, first)
    bench.disconnect('n3')
    expect(bench.reports.length).toBe(reports)
    expect(bench.inspect()).toMatchObject({ stale: 2, ok: 1, node: 'n1' })
  })
})

describe('the phases', () => {
  it('end the open operation, ask the last ones, and report finished', () => {
    const bench = running([WRITE])
    bench.tell('final')
    expect(bench.reportsOf('invoke')).toHaveLength(1)
    bench.answer(OK)
    expect(bench.reports.at(-1)).toMatchObject({ type: 'invoke', f: 'read', key: 'final' })
    bench.answer({ status: 'ok', value: 1 })
    expect(bench.reports.at(-1)).toEqual({ type: 'finished' })
    bench.tell('final')
    bench.pass(10_000)
    expect(bench.sent).toHaveLength(3)
  })

  it('ask a last operation again when it fails, but not for ever', () => {
    const bench = running([WRITE])
    bench.answer(OK)
    bench.tell('final')
    bench.answer(OK)
    bench.pass(60_000)
    expect(bench.reports.at(-1)).toEqual({ type: 'finished' })
    expect(bench.reportsOf('fail')).toHaveLength(4)
  })

  it('start nothing more after stop, and let the open operation end', () => {
    const bench = running([WRITE])
    bench.tell('stop')
    bench.answer(OK)
    bench.pass(10_000)
    expect(bench.reportsOf('ok')).toHaveLength(1)
    expect(bench.sent).toHaveLength(2)
  })

  it('leave off a session that nobody grants when they are told to finish', () => {
    const bench = new Bench({ workload: register })
    bench.tell('setup')
    bench.pass(3_000)
    bench.tell('stop')
    const sent = bench.sent.length
    bench.pass(10_000)
    expect(bench.sent.length).toBe(sent)
  })

  it('cover every key in the last reads of all clients', () => {
    const keys = [0, 1, 2].flatMap((index) => {
      const bench = new Bench({ rules: WITHOUT_SESSIONS, index, options: { keys: 7 } })
      bench.tell('setup')
      bench.tell('final')
      while (bench.inspect()['phase'] === 'final') bench.answer({ status: 'ok', value: 1 })
      return bench.reportsOf('invoke').map((report) => (report as unknown as Operation).key)
    })
    expect(keys.sort()).toEqual(['k0', 'k1', 'k2', 'k3', 'k4', 'k5', 'k6'])
  })
})

describe('a rate', () => {
  /** Answers everything after `latencyMs`; gives the times of the invocations. */
  function invocations(bench: Bench, forMs: number, latencyMs: number): readonly number[] {
    const times: number[] = []
    let seen = 0
    let answerAt = Infinity
    for (const end = bench.now + forMs; bench.now < end;) {
      bench.pass(1)
      const { length } = bench.reportsOf('invoke')
      if (length > seen) {
        times.push(bench.now)
        seen = length
        answerAt = bench.now + latencyMs
      }
      if (bench.now < answerAt) continue
      answerAt = Infinity
      bench.answer(OK)
    }
    return times
  }

  it('is kept on the average, with jitter', () => {
    const options = { options: { ratePerSecond: 60 }, rules: WITHOUT_SESSIONS }
    const runs = ['a', 'b', 'c', 'd'].map((seed) => {
      return invocations(running([WRITE], { ...options, seed }), 10_000, 3)
    })
    const total = runs.reduce((sum, run) => sum + run.length, 0)
    expect(total).toBeGreaterThan(740)
    expect(total).toBeLessThan(860)
    const times = runs[0] as readonly number[]
    const gaps = times.slice(1).map((time, index) => time - (times[index] as number))
    expect(Math.max(...gaps)).toBeGreaterThan(80)
    expect(Math.min(...gaps)).toBeLessThan(20)
  })

  it('is not made up for by a burst', () => {
    const bench = running([WRITE], { options: { ratePerSecond: 60 }, rules: WITH_SESSIONS })
    bench.passUntilSent()
    bench.pass(1_900)
    expect(bench.reportsOf('invoke')).toHaveLength(1)
    bench.answer(OK)
    expect(invocations(bench, 1_000, 1).length).toBeLessThan(30)
  })

  it('goes on when the clock is set back', () => {
    const bench = running([WRITE], { options: { ratePerSecond: 60 }, rules: WITHOUT_SESSIONS })
    expect(invocations(bench, 1_000, 1).length).toBeGreaterThan(10)
    bench.pass(20)
    bench.now -= 100_000
    // The bench keeps its timers by this clock too: bring them back by firing them all.
    bench.step({ kind: 'timer', name: 'call' })
    bench.step({ kind: 'timer', name: 'pace' })
    expect(invocations(bench, 1_000, 1).length).toBeGreaterThan(10)
  })

  it('leaves the timers alone in a closed loop', () => {
    const bench = running([WRITE])
    for (let count = 0; count < 1_000; count++) {
      bench.pass(1)
      bench.answer(OK)
    }
    const timers = bench.effects.filter(
      ({ kind }) => kind === 'set-timer' || kind === 'clear-timer',
    )
    expect(timers.length).toBeLessThan(6)
  })
})
