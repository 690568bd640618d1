/**
 * Goal: every host stamps and records a life in the same way: clocks grow, send numbers never
 * repeat across lives, and the entry says what caused the step.
 * Method: a machine that answers what it hears, run by hand.
 */
import { expect, test } from 'vitest'
import { inputOf } from '../../../core/runtime/envelope.ts'
import type { Envelope } from '../../../core/runtime/envelope.ts'
import type { Context, Input, Machine } from '../../../core/runtime/machine.ts'
import { Runner, SENDS_PER_LIFE } from '../../../core/runtime/runner.ts'
import type { MachineSpec } from '../../../core/runtime/spec.ts'

const spec: MachineSpec = {
  role: 'node',
  id: 'n1',
  system: 'test',
  release: 'correct',
  members: ['n1', 'n2'],
  options: {},
}

class Talker implements Machine {
  handle(input: Input, context: Context): void {
    if (input.kind === 'start') context.store({ type: 'born' })
    if (input.kind === 'message') {
      context.report({ type: 'heard' })
      context.send(input.from, { type: 'answer' })
      context.setTimer('t', 5)
      context.send('n3', { type: 'gossip' }, { early: true })
    }
    if (input.kind === 'request') context.reply(input.request, { status: 'ok', value: 7 })
  }

  inspect(): { readonly role: string } {
    return { role: 'talker' }
  }
}

function runner(incarnation = 1): Runner {
  const run = new Runner({ machine: new Talker(), spec, seed: `s${incarnation}`, incarnation })
  run.local({ kind: 'start', records: [] }, { atUs: 0, now: 100 })
  return run
}

function envelope(lamport: number, wallMs: number, type = 'hello'): Envelope {
  const stamp = { id: 77, lamport, hybrid: { wallMs, counter: 3 } }
  return { from: 'n2', to: 'n1', stamp, body: { type } }
}

test('a receipt moves both clocks past the sender, and its sends carry them', () => {
  const step = runner().receive(envelope(40, 500), { atUs: 9, now: 101 })
  expect(step.entry.lamport).toBe(41)
  expect(step.entry.hybrid).toEqual({ wallMs: 500, counter: 4 })
  expect(step.entry.cause).toEqual({ from: 'n2', id: 77 })
  expect(step.envelopes.map(({ to, stamp }) => [to, stamp])).toEqual([
    ['n2', { id: SENDS_PER_LIFE + 1, lamport: 41, hybrid: { wallMs: 500, counter: 4 } }],
    ['n3', { id: SENDS_PER_LIFE + 2, lamport: 41, hybrid: { wallMs: 500, counter: 4 } }],
  ])
  expect(step.entry.firstSend).toBe(SENDS_PER_LIFE + 1)
  expect(step.entry.reports).toEqual([{ type: 'heard' }])
  expect(step.effects.map(({ kind }) => kind)).toEqual(['report', 'send', 'set-timer', 'send'])
})

test('clocks never go back, whatever the physical clock does', () => {
  const run = runner()
  const before = run.receive(envelope(5, 400), { atUs: 1, now: 300 }).entry
  const after = run.local({ kind: 'timer', name: 't' }, { atUs: 2, now: 10 }).entry
  expect(after.lamport).toBe(before.lamport + 1)
  expect(after.hybrid).toEqual({ wallMs: 400, counter: before.hybrid.counter + 1 })
  expect(after.now).toBe(10)
  expect('cause' in after).toBe(false)
})

test('numbers of sends do not repeat across lives', () => {
  const first = runner(1).receive(envelope(1, 1), { atUs: 1, now: 1 })
  const second = runner(2).receive(envelope(1, 1), { atUs: 1, now: 1 })
  expect(second.entry.firstSend).toBe(2 * SENDS_PER_LIFE + 1)
  expect(first.entry.firstSend).toBeLessThan(second.entry.firstSend)
  expect(Number.isSafeInteger(1_000_000 * SENDS_PER_LIFE)).toBe(true)
})

test('a request arrives as a request, and its reply as a message to the client', () => {
  const request = { type: 'request', session: 4, sequence: 9, operation: { f: 'read', key: 'x' } }
  const asked: Envelope = { ...envelope(1, 1), from: 'c1', body: request as Envelope['body'] }
  const step = runner().receive(asked, { atUs: 1, now: 1 })
  expect(step.entry.input).toEqual({
    kind: 'request',
    request: { from: 'c1', session: 4, sequence: 9, operation: { f: 'read', key: 'x' } },
  })
  expect(step.envelopes).toMatchObject([
    {
      to: 'c1',
      body: { type: 'reply', session: 4, sequence: 9, result: { status: 'ok', value: 7 } },
    },
  ])
  const answer = inputOf(step.envelopes[0] as Envelope)
  expect(answer).toMatchObject({ kind: 'message', from: 'n1', body: { type: 'reply' } })
})

test('the same inputs give the same digests; another input another', () => {
  const digests = (type: string): number[] => {
    const run = runner()
    return [
      run.receive(envelope(1, 1, type), { atUs: 1, now: 1 }).entry.digest,
      run.local({ kind: 'timer', name: 't' }, { atUs: 2, now: 2 }).entry.digest,
    ]
  }
  expect(digests('hello')).toEqual(digests('hello'))
  const stepped = runner().local({ kind: 'timer', name: 't' }, { atUs: 1, now: 1 }).entry.digest
  expect(digests('hello')[0]).not.toBe(stepped)
})

test('a life begins with start, once', () => {
  const late = new Runner({ machine: new Talker(), spec, seed: 's', incarnation: 1 })
  const tick = { kind: 'timer', name: 't' } as const
  expect(() => late.local(tick, { atUs: 0, now: 0 })).toThrow('start must be the first input')
  const start = { kind: 'start', records: [] } as const
  expect(() => runner().local(start, { atUs: 0, now: 0 })).toThrow('start must be the first')
  expect(runner(3).boot(12)).toEqual({
    kind: 'boot',
    machine: 'n1',
    spec,
    seed: 's3',
    incarnation: 3,
    atUs: 12,
  })
})
