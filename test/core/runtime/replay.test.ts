/**
 * Goal: a true journal replays as equal, and a changed one is caught at the step that changed.
 * Method: a small machine with random numbers and memory, run through the class that every host
 * uses, over two lives.
 */
import { expect, test } from 'vitest'
import { Replay } from '../../../core/runtime/replay.ts'
import { Runner } from '../../../core/runtime/runner.ts'
import type { JournalEntry, StepEntry } from '../../../core/runtime/journal.ts'
import type { Context, Input, Machine } from '../../../core/runtime/machine.ts'
import type { MachineSpec } from '../../../core/runtime/spec.ts'

class Echo implements Machine {
  #seen = 0

  handle(input: Input, context: Context): void {
    this.#seen++
    if (input.kind === 'message') {
      if (input.body.type === 'bomb') throw new TypeError('it went off')
      context.send(input.from, { type: `${input.body.type}-${this.#seen}` })
    }
    if (input.kind === 'timer') context.setTimer('again', context.prng.integer(1, 1000))
  }

  inspect(): { readonly seen: number } {
    return { seen: this.#seen }
  }
}

function specOf(id: string): MachineSpec {
  return { role: 'node', id, system: 'echo', release: 'correct', members: [id], options: {} }
}

function record(id: string, lives: number, steps: number): JournalEntry[] {
  const entries: JournalEntry[] = []
  for (let incarnation = 1; incarnation <= lives; incarnation++) {
    const spec = specOf(id)
    const runner = new Runner({ machine: new Echo(), spec, seed: `s${incarnation}`, incarnation })
    let atUs = incarnation * 1_000_000
    entries.push(runner.boot(atUs))
    entries.push(runner.local({ kind: 'start', records: [] }, { atUs, now: 5 }).entry)
    for (let count = 0; count < steps; count++) {
      atUs += 10
      const input: Input =
        count % 2 === 0
          ? { kind: 'timer', name: 'again' }
          : { kind: 'message', from: 'n2', body: { type: 'ping' } }
      entries.push(runner.local(input, { atUs, now: 5 + count }).entry)
    }
  }
  return entries
}

function replay(entries: readonly JournalEntry[]): Replay {
  const run = new Replay(() => new Echo())
  for (const entry of entries) run.feed(entry)
  return run
}

test('a true journal matches over all lives, and the machine can be looked at', () => {
  const run = replay([...record('n10', 2, 8), ...record('n2', 1, 4)])
  const results = run.results()
  expect(results.map((result) => [result.machine, result.lives, result.inputs])).toEqual([
    ['n2', 1, 5],
    ['n10', 2, 18],
  ])
  expect(results.every((result) => result.matches)).toBe(true)
  expect(run.inspect('n10')).toEqual({ seen: 9 })
  expect(run.inspect('n3')).toBeUndefined()
})

test('an altered input is found at its own step; the later life is still run', () => {
  const entries = record('n1', 2, 8)
  const at = entries.findIndex((entry) => entry.kind === 'step' && entry.input.kind === 'message')
  const old = entries[at] as StepEntry
  entries[at] = { ...old, input: { kind: 'message', from: 'n2', body: { type: 'pong' } } }
  const [result] = replay(entries).results()
  expect(result).toMatchObject({
    matches: false,
    lives: 2,
    inputs: 3 + 9,
    difference: { incarnation: 1, input: 3, kind: 'message', expectedDigest: old.digest },
  })
  expect(result?.difference?.digest).not.toBe(old.digest)
})

test('another seed is a difference, so is a lost entry', () => {
  const [boot, ...rest] = record('n1', 1, 8)
  const reseeded = replay([{ ...(boot as object), seed: 'other' } as JournalEntry, ...rest])
  expect(reseeded.results()[0]).toMatchObject({ matches: false, difference: { input: 2 } })
  const shortened = replay([boot as JournalEntry, ...rest.slice(0, 2), ...rest.slice(3)])
  expect(shortened.results()[0]).toMatchObject({ matches: false, difference: { input: 3 } })
})

test('what a machine throws is a difference, never an exception', () => {
  const entries = record('n1', 1, 2)
  const last = entries.at(-1) as StepEntry
  entries.push({ ...last, input: { kind: 'message', from: 'n2', body: { type: 'bomb' } } })
  const sentence = 'the machine stopped at a message input: it went off'
  expect(replay(entries).results()[0]?.difference).toMatchObject({ input: 4, sentence })

  const unknown = new Replay(() => {
    throw new Error('no such system')
  })
  unknown.feed(entries[0] as JournalEntry)
  unknown.feed(entries[1] as JournalEntry)
  expect(unknown.results()[0]?.difference?.sentence).toContain('no such system')
})

test('a step of a machine that never began is a difference', () => {
  const entries = record('n1', 1, 2)
  const [result] = replay(entries.slice(1)).results()
  expect(result).toMatchObject({ matches: false, lives: 0, inputs: 0 })
})
