/**
 * Goal: the stamped clocks say exactly what happened before what. Method: random runs with
 * crashes, lost, repeated and reordered messages; happens-before is also worked out by walking
 * every path, and the two must agree, in whatever order the entries are fed.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Prng } from '../../../core/base/prng.ts'
import { EventStamper, type StampedEvent } from '../../../core/clocks/stamp-events.ts'
import { vectorCompare, vectorTick } from '../../../core/clocks/vector.ts'
import { HYBRID_ZERO } from '../../../core/clocks/hybrid.ts'
import type { StepEntry } from '../../../core/runtime/journal.ts'
import { SENDS_PER_LIFE } from '../../../core/runtime/runner.ts'

interface Run {
  readonly entries: readonly StepEntry[]
  /** For each entry, the indexes of the entries that it directly depends on. */
  readonly parents: readonly (readonly number[])[]
}

interface InFlight {
  readonly from: string
  readonly id: number
  readonly step: number
}

function randomRun(seed: string, machines: number, steps: number): Run {
  const prng = new Prng(seed)
  const entries: StepEntry[] = []
  const parents: number[][] = []
  const inFlight: InFlight[] = []
  const lives = Array.from({ length: machines }, () => ({ life: 1, next: SENDS_PER_LIFE + 1 }))
  const latest = new Map<string, number>()
  for (let step = 0; step < steps; step++) {
    const number = prng.integer(0, machines - 1)
    const machine = `n${number}`
    const life = lives[number] as { life: number; next: number }
    if (prng.integer(0, 19) === 0) life.next = ++life.life * SENDS_PER_LIFE + 1
    const depends = latest.has(machine) ? [latest.get(machine) as number] : []
    const received = inFlight.length > 0 && prng.integer(0, 2) > 0 ? prng.pick(inFlight) : undefined
    if (received !== undefined) depends.push(received.step)
    const sends = prng.integer(0, 2)
    entries.push({
      ...{ kind: 'step', machine, atUs: step, now: 0, lamport: 0, hybrid: HYBRID_ZERO },
      ...{ input: { kind: 'timer', name: 't' }, reports: [], digest: 0, firstSend: life.next },
      ...(received && { cause: { from: received.from, id: received.id } }),
    })
    parents.push(depends)
    latest.set(machine, step)
    for (let sent = 0; sent < sends; sent++) {
      inFlight.push({ from: machine, id: life.next++, step })
    }
  }
  return { entries, parents }
}

/** For each entry, all entries that happened before it. */
function pasts(run: Run): readonly ReadonlySet<number>[] {
  const found: Set<number>[] = []
  for (const depends of run.parents) {
    const past = new Set<number>()
    for (const parent of depends) {
      past.add(parent)
      for (const earlier of found[parent] ?? []) past.add(earlier)
    }
    found.push(past)
  }
  return found
}

/** Mixes the machines at random; each keeps its own order. */
function mixed(entries: readonly StepEntry[], prng: Prng): readonly StepEntry[] {
  const queues = new Map<string, StepEntry[]>()
  for (const entry of entries) {
    queues.set(entry.machine, [...(queues.get(entry.machine) ?? []), entry])
  }
  const order: StepEntry[] = []
  while (order.length < entries.length) {
    const waiting = [...queues.values()].filter((queue) => queue.length > 0)
    order.push(prng.pick(waiting).shift() as StepEntry)
  }
  return order
}

function stamp(entries: readonly StepEntry[]): ReadonlyMap<number, StampedEvent<StepEntry>> {
  const stamped = new Map<number, StampedEvent<StepEntry>>()
  const stamper = new EventStamper<StepEntry>((event) => stamped.set(event.entry.atUs, event))
  for (const entry of entries) stamper.add(entry)
  stamper.finish()
  return stamped
}

describe('the stamper of events', () => {
  it('agrees with happens-before in every run and every order of feeding', () => {
    const property = fc.property(fc.string(), fc.integer({ min: 1, max: 5 }), (seed, machines) => {
      const run = randomRun(seed, machines, 60)
      const past = pasts(run)
      const stamped = stamp(mixed(run.entries, new Prng(`${seed}/order`)))
      expect(stamped.size).toBe(60)
      for (let left = 0; left < 60; left++) {
        expect(stamped.get(left)?.complete).toBe(true)
        for (let right = 0; right < left; right++) {
          const [one, other] = [stamped.get(right)?.clock ?? [], stamped.get(left)?.clock ?? []]
          const expected = past[left]?.has(right) ? 'before' : 'concurrent'
          expect(vectorCompare(one, other), `${right} against ${left}`).toBe(expected)
        }
      }
    })
    fc.assert(property, { numRuns: 150, seed: 11 })
  })

  it('emits causes before effects', () => {
    const run = randomRun('order', 4, 400)
    const seen = new Set<number>()
    const stamper = new EventStamper<StepEntry>(({ entry }) => {
      for (const parent of run.parents[entry.atUs] ?? []) expect(seen.has(parent)).toBe(true)
      seen.add(entry.atUs)
    })
    for (const entry of mixed(run.entries, new Prng('feed'))) stamper.add(entry)
    stamper.finish()
    expect(seen.size).toBe(400)
  })

  it('may miss a cause where entries were lost, and never invents one', () => {
    let missed = 0
    for (let number = 0; number < 60; number++) {
      const seed = `lost ${number}`
      const run = randomRun(seed, 4, 60)
      const prng = new Prng(`${seed}/loss`)
      const kept = run.entries.filter(() => prng.integer(0, 9) > 0)
      const stamped = stamp(kept)
      expect(stamped.size, seed).toBe(kept.length)
      const past = pasts(run)
      for (const { atUs: left } of kept) {
        for (const { atUs: right } of kept) {
          if (right >= left || past[left]?.has(right)) continue
          const [one, other] = [stamped.get(right)?.clock ?? [], stamped.get(left)?.clock ?? []]
          expect(vectorCompare(one, other), seed).not.toBe('before')
        }
      }
      missed += kept.filter(({ atUs }) => stamped.get(atUs)?.complete === false).length
    }
    expect(missed).toBeGreaterThan(0)
  })

  it('does not wait for ever for a machine that left no journal, nor for a circle', () => {
    const [first] = randomRun('one', 1, 1).entries as readonly [StepEntry]
    const orphan = { ...first, cause: { from: 'n9', id: 5 } }
    expect(stamp([orphan]).get(0)).toMatchObject({ complete: false, clock: [1] })
    const here = { ...first, machine: 'a', firstSend: 1, cause: { from: 'b', id: 1 } }
    const there = { ...first, machine: 'b', atUs: 1, firstSend: 1, cause: { from: 'a', id: 1 } }
    expect(stamp([here, there]).size).toBe(2)
  })

  it('numbers the machines as they come, and counts their events', () => {
    const stamper = new EventStamper<StepEntry>(() => undefined)
    const { entries } = randomRun('places', 3, 50)
    for (const entry of entries) stamper.add(entry)
    expect([...stamper.machines].sort()).toEqual(['n0', 'n1', 'n2'])
    const last = entries.filter(({ machine }) => machine === 'n1').at(-1)?.atUs as number
    const place = stamper.machines.indexOf('n1')
    const count = entries.filter(({ machine }) => machine === 'n1').length
    expect(vectorTick(stamp(entries).get(last)?.clock ?? [], place)[place]).toBe(count + 1)
  })
})
