/**
 * Goal: the page that a verdict is told on, word by word, at the widths that people have.
 * Method: one fixed document for each kind of answer, and the whole page.
 */
import { describe, expect, it } from 'vitest'
import type { VerdictDocument } from '../../../core/drills/verdict-document.ts'
import { verdictText } from '../../../electron/cli/verdict-text.ts'
import { commandsTerminal, sheet, type Screen } from './captured.ts'

const QUESTION = 'What happens to writes while the leader is gone?'

const valid: VerdictDocument = {
  run: '/runs/leader-loss.faultline',
  drill: 'leader-loss',
  system: 'raft',
  release: 'correct',
  seed: '7',
  simulated: false,
  verdict: 'valid',
  checks: [
    {
      name: 'linearizable',
      verdict: 'valid',
      summary: '8394 operations have an order that the model "kv" allows',
      steps: 9000,
    },
    { name: 'election-safety', verdict: 'valid', summary: 'No term had two leaders', steps: 2 },
  ],
  hypothesis: {
    statement: 'Writes stop for less than two seconds, and no acknowledged write is lost.',
    answer: 'held',
    measured: [
      { expectation: 'longest outage at most 2s', value: 57.413, told: '57ms', met: true },
      { expectation: 'elections at least 1', value: 1, met: true },
    ],
  },
  recovery: { answer: 'recovered', afterMs: 20.2 },
  operations: { ok: 6700, fail: 1308, info: 1 },
  latencyMs: { p50: 4.74, p95: 6.53, p99: 7.55, p999: 142.1 },
  throughputPerSecond: 334.6,
  availability: 0.994,
  unavailableMs: 112.3,
  elections: 1,
  faults: [
    {
      kind: 'kill',
      target: 'n2',
      atMs: 5000,
      undoneAtMs: 10_010,
      proven: true,
      effect: 'went down once, 5.1 s down in all',
    },
  ],
  warnings: [],
  durationMs: 21_500,
}

const invalid: VerdictDocument = {
  ...valid,
  release: 'local-reads',
  simulated: true,
  verdict: 'invalid',
  checks: [
    {
      name: 'linearizable',
      verdict: 'invalid',
      summary: '4725 operations have no order that the model "kv" allows (key k0)',
      steps: 12,
      witness: {
        sentence:
          'c3 read 17 from k0 at 9.2 s, but 21 had been acknowledged to c1 at 8.9 s and nothing ' +
          'wrote 17 after it',
      },
    },
    { name: 'converged', verdict: 'valid', summary: '5 nodes hold the same state', steps: 5 },
  ],
  hypothesis: {
    statement: 'No read is stale.',
    answer: 'refuted',
    measured: [{ expectation: 'elections at least 2', value: 1, told: '1', met: false }],
  },
  recovery: { answer: 'not-recovered', afterMs: null },
}

const unknown: VerdictDocument = {
  ...valid,
  verdict: 'unknown',
  checks: [
    { name: 'linearizable', verdict: 'unknown', summary: 'the budget was used up', steps: 1 },
  ],
  hypothesis: {
    statement: 'It holds.',
    answer: 'unknown',
    measured: [{ expectation: 'elections at least 1', value: null, met: false }],
  },
  recovery: { answer: 'unknown', afterMs: null },
  operations: { ok: 0, fail: 0, info: 12 },
  latencyMs: { p50: 0, p95: 0, p99: 0, p999: 0 },
  throughputPerSecond: 0,
  availability: 0,
  unavailableMs: 20_000,
  elections: 0,
  faults: [],
  warnings: ['the drill was aborted: no acknowledged operation for 15s'],
}

function page(document: VerdictDocument, screen?: Screen): string {
  return `\n${verdictText(document, QUESTION, sheet(screen))}\n`
}

describe('the page of a verdict', () => {
  it('that is valid', () => {
    expect(page(valid)).toBe(`
✓ VALID  leader-loss on raft, seed 7
  What happens to writes while the leader is gone?

  ✓  linearizable     8394 operations have an order that the model "kv" allows
  ✓  election-safety  No term had two leaders

  Hypothesis held: Writes stop for less than two seconds, and no acknowledged write is lost.
    ✓ longest outage at most 2s: measured 57ms
    ✓ elections at least 1: measured 1
  Recovered: steady 20 ms after the last undo

  operations  6,700 ok, 1,308 failed, 1 unknown, 335 ok/s
  latency     p50 4.74 ms, p95 6.53 ms, p99 7.55 ms, p99.9 142 ms
  available   99.4 %, unavailable for 112 ms, 1 election

  Faults (since the workload began)
    at 5.0 s to 10.0 s  kill  n2  went down once, 5.1 s down in all

  Saved as /runs/leader-loss.faultline
`)
  })

  it('that is invalid, with its witness, at 80 columns', () => {
    expect(page(invalid, { columns: 80 })).toBe(`
✗ INVALID  leader-loss on raft with local-reads, simulated, seed 7
  What happens to writes while the leader is gone?

  ✗  linearizable  4725 operations have no order that the model "kv" allows (key
                   k0)
      c3 read 17 from k0 at 9.2 s, but 21 had been acknowledged to c1 at 8.9 s
      and nothing wrote 17 after it
  ✓  converged     5 nodes hold the same state

  Hypothesis refuted: No read is stale.
    ✗ elections at least 2: measured 1
  Not recovered after everything was undone

  operations  6,700 ok, 1,308 failed, 1 unknown, 335 ok/s
  latency     p50 4.74 ms, p95 6.53 ms, p99 7.55 ms, p99.9 142 ms
  available   99.4 %, unavailable for 112 ms, 1 election

  Faults (since the workload began)
    at 5.0 s to 10.0 s  kill  n2  went down once, 5.1 s down in all

  Saved as /runs/leader-loss.faultline
`)
  })

  it('that is unknown, without any fault or acknowledged operation', () => {
    expect(page(unknown)).toBe(`
? UNKNOWN  leader-loss on raft, seed 7
  What happens to writes while the leader is gone?

  ?  linearizable  the budget was used up

  Hypothesis unknown: It holds.
    ? elections at least 1: not measured
  Recovery unknown: the drill ended before it could be told

  operations  0 ok, 0 failed, 12 unknown, 0 ok/s
  latency     nothing was acknowledged
  available   0.0 %, unavailable for 20.0 s, 0 elections

  ! the drill was aborted: no acknowledged operation for 15s

  Saved as /runs/leader-loss.faultline
`)
  })

  it('says of a fault that it proved nothing, and of one that was not undone', () => {
    const fault = { kind: 'loss', target: 'n1 -> n2', atMs: 800, undoneAtMs: null }
    const faults = [{ ...fault, proven: false, effect: 'no message was lost' }]
    expect(page({ ...valid, faults })).toContain(
      '    at 800 ms  loss  n1 -> n2  no message was lost (no effect proven)\n',
    )
  })

  it('says nothing of a recovery that nobody asked for', () => {
    const recovery = { answer: 'not-asked', afterMs: null } as const
    expect(page({ ...valid, recovery })).not.toMatch(/recover/i)
    expect(page({ ...valid, recovery: { answer: 'recovered', afterMs: 0.3 } })).toContain(
      'Recovered: steady at the last undo already',
    )
  })

  it.each([80, 120])('passes %i columns in no line', (columns) => {
    for (const document of [valid, invalid, unknown]) {
      for (const line of page(document, { columns }).split('\n')) {
        expect(line.length, line).toBeLessThanOrEqual(columns)
      }
    }
  })

  it('is coloured only where colours are wanted, and then says the same', () => {
    const coloured = page(invalid, { columns: 80, colours: true })
    expect(coloured).toContain('\u001b[31m✗ INVALID\u001b[39m')
    expect(coloured.replaceAll(/\u001b\[\d+m/g, '')).toBe(page(invalid, { columns: 80 }))
  })

  it('shows figures that JSON could not keep', () => {
    const none = null as unknown as number
    const latencyMs = { p50: none, p95: none, p99: none, p999: none }
    const document = { ...valid, latencyMs, throughputPerSecond: none, availability: none }
    expect(page(document)).toContain('p50 n/a, p95 n/a')
  })

  it('lets no word of the document command the terminal', () => {
    const evil = '\u001b]0;owned\u0007\u009b2J\r\nSaved as /etc/passwd'
    const told = JSON.parse(
      JSON.stringify(invalid, (key, value: unknown) =>
        typeof value === 'string' && !['verdict', 'answer'].includes(key) ? value + evil : value,
      ),
    ) as VerdictDocument
    const text = verdictText(told, QUESTION + evil, sheet())
    expect(commandsTerminal(text)).toBe(false)
    expect(text.split('\n').filter((line) => /^\s*Saved as \/etc/.test(line))).toEqual([])
  })
})
