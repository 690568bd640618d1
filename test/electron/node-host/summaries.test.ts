/**
 * Goal: the supervisor hears what is rare at once and what is busy thinned out, and every
 * operation is counted with its latency.
 * Method: steps made by hand, timers of the test.
 */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { HYBRID_ZERO } from '../../../core/clocks/hybrid.ts'
import type { StepEntry } from '../../../core/runtime/journal.ts'
import type { Report } from '../../../core/runtime/machine.ts'
import { MachineClock } from '../../../electron/node-host/clock.ts'
import type { FromHost } from '../../../electron/node-host/control.ts'
import {
  SAMPLES_OK_MAX,
  SUMMARIES_UNDER_WAY_MAX,
  SUMMARY_EVERY_MS,
  SUMMARY_REPORTS_OF_TYPE_MAX,
  URGENT_REPORTS_OF_TYPE_MAX,
} from '../../../electron/node-host/limits.ts'
import { Summaries } from '../../../electron/node-host/summaries.ts'
import { Troubles } from '../../../electron/node-host/troubles.ts'

type Summary = Extract<FromHost, { kind: 'summary' }>

let told: Summary[]
let arrive: (() => void)[]
let summaries: Summaries

beforeEach(() => {
  vi.useFakeTimers()
  told = []
  arrive = []
  summaries = new Summaries({
    clock: new MachineClock({ startedAtNs: 0n, epochMs: 0, monotonicNs: () => 0n }),
    clients: new Set(['c1', 'c2']),
    inspect: (machine) => ({ machine }),
    send: (message, sent) => {
      told.push(message as Summary)
      arrive.push(sent)
    },
  })
  summaries.start()
})
afterEach(() => {
  summaries.stop()
  vi.useRealTimers()
})

function step(
  machine: string,
  atUs: number,
  ...reports: (Report & Record<string, unknown>)[]
): void {
  const entry: StepEntry = {
    kind: 'step',
    machine,
    atUs,
    now: 0,
    input: { kind: 'timer', name: 't' },
    lamport: 1,
    hybrid: HYBRID_ZERO,
    firstSend: 1,
    reports,
    digest: 0,
  }
  summaries.note(entry)
  summaries.turnEnded()
}

function tick(): void {
  vi.advanceTimersByTime(SUMMARY_EVERY_MS)
  for (const arrived of arrive.splice(0)) arrived()
}

test('nothing happened, nothing is said', () => {
  tick()
  expect(told).toEqual([])
  step('n1', 1)
  expect(told).toEqual([])
  tick()
  tick()
  expect(told.map(({ machines }) => machines)).toEqual([{ n1: { machine: 'n1' } }])
})

test('operations are counted with their latencies, each once', () => {
  step('c1', 100, { type: 'invoke', process: 0, f: 'read' })
  step('c2', 150, { type: 'invoke', process: 1, f: 'read' })
  step('c1', 400, { type: 'ok', process: 0 }, { type: 'invoke', process: 0, f: 'read' })
  step('c2', 500, { type: 'info', process: 1 })
  step('c1', 900, { type: 'fail', process: 0 })
  tick()
  expect(told).toHaveLength(1)
  expect(told[0]?.operations).toMatchObject({ okUs: [300], fail: 1, info: 1 })
  expect(told[0]?.operations.worst).toEqual({ c1: 'fail', c2: 'info' })
  expect(told[0]?.reports).toEqual([])
  step('c1', 950)
  tick()
  expect(told[1]?.operations).toEqual({ okUs: [], fail: 0, info: 0, samples: [], worst: {} })
})

test('a client whose request the state machine itself refused was served', () => {
  step('c1', 100, { type: 'invoke', process: 0, f: 'cas' })
  step('c1', 200, { type: 'fail', process: 0, error: 'precondition-failed' })
  step('c2', 100, { type: 'invoke', process: 1, f: 'cas' })
  step('c2', 200, { type: 'fail', process: 1, error: 'timeout' })
  tick()
  expect(told[0]?.operations.worst).toEqual({ c1: 'ok', c2: 'fail' })
})

test('a few operations are told in full, cut short, and the failed have room among the many', () => {
  const long = 'x'.repeat(100_000)
  for (let count = 0; count < 50; count++) {
    step('c1', 10 * count, { type: 'invoke', process: 0, f: 'write', key: 'k1', value: long })
    step('c1', 10 * count + 7, { type: 'ok', process: 0 })
  }
  step('c2', 600, { type: 'invoke', process: 1, f: 'read', key: 'k2' })
  step('c2', 690, { type: 'fail', process: 1, error: 'no leader' })
  tick()
  const samples = told[0]?.operations.samples ?? []
  expect(samples).toHaveLength(SAMPLES_OK_MAX + 1)
  expect(samples[0]).toMatchObject({ client: 'c1', f: 'write', key: 'k1', latencyUs: 7 })
  expect(JSON.stringify(samples).length).toBeLessThan(1_000)
  expect(samples.at(-1)).toEqual({
    client: 'c2',
    f: 'read',
    key: 'k2',
    result: 'fail',
    atUs: 690,
    latencyUs: 90,
    error: 'no leader',
  })
})

test('every client that says that it is ready is heard', () => {
  for (const client of ['c1', 'c2']) step(client, 1, { type: 'ready' })
  expect(told.flatMap(({ reports }) => reports.map(({ machine }) => machine))).toEqual(['c1', 'c2'])
})

test('what is rare is told at once, what is busy is thinned out', () => {
  for (let count = 0; count < 500; count++) step('n1', count, { type: 'commit' })
  expect(told).toHaveLength(URGENT_REPORTS_OF_TYPE_MAX)
  step('n1', 600, { type: 'elected' })
  expect(told).toHaveLength(URGENT_REPORTS_OF_TYPE_MAX + 1)
  const commits = told.flatMap(({ reports }) =>
    reports.filter(({ event }) => event.type === 'commit'),
  )
  expect(commits).toHaveLength(SUMMARY_REPORTS_OF_TYPE_MAX)
})

test('a supervisor that does not listen is not talked to without end, and misses no operation', () => {
  for (let count = 0; count < 50; count++) {
    step('c1', count * 1000, { type: 'invoke', process: 0, f: 'read' })
    step('c1', count * 1000 + 5, { type: 'ok', process: 0 })
    vi.advanceTimersByTime(SUMMARY_EVERY_MS)
  }
  expect(told).toHaveLength(SUMMARIES_UNDER_WAY_MAX)
  for (const arrived of arrive.splice(0)) arrived()
  tick()
  expect(told.flatMap(({ operations }) => operations.okUs)).toEqual(Array(50).fill(5))
})

test('troubles of one kind and source are told a few times, then counted', () => {
  const heard: string[] = []
  const troubles = new Troubles(
    (message) => message.kind === 'trouble' && heard.push(message.detail),
    () => 0,
  )
  for (let count = 0; count < 10; count++) troubles.tell('bad-frame', 'n2', `frame ${count}`)
  troubles.tell('bad-frame', 'n3', 'another')
  expect(heard).toEqual(['frame 0', 'frame 1', 'frame 2', 'frame 3', 'another'])
  vi.advanceTimersByTime(1_000)
  expect(heard.at(-1)).toBe('6 more of the same (n2)')
  troubles.tell('bad-frame', 'n2', 'later')
  expect(heard.at(-1)).toBe('later')
})
