/**
 * Puts a simulated world where a recorded run was at one of its moments: every machine takes its
 * recorded steps again, up to that moment, and then lives on in virtual time with its own disk,
 * timers, clock and random numbers.
 *
 * What the journals do not hold is taken as near as they allow. A message that was sent before the
 * moment and received after it was under way, and arrives when it did; one that nobody received is
 * lost here too. A machine that took no step after the moment, and was started again or had been
 * taken down, was dead. Of faults that stood, the rules stand again; what they were still to do
 * step by step (a flapping link, a rolling restart) they do not go on with.
 */
import { ADVANCE_EVERY_MS } from '../../drills/director.ts'
import type { FaultRecord } from '../../drills/standing-faults.ts'
import type { Action, CrashKind, Evidence } from '../../faults/action.ts'
import type { Envelope } from '../../runtime/envelope.ts'
import type { BootEntry, JournalEntry } from '../../runtime/journal.ts'
import type { Address } from '../../runtime/machine.ts'
import type { Note } from '../run-drill.ts'
import type { World } from '../world.ts'

export interface RecordedPast {
  /** Those of the whole run, in order of time, also after the moment. */
  readonly entries: Iterable<JournalEntry>
  /** The moment, and when the workload began: ms since the run began. */
  readonly atMs: number
  readonly startedMs: number
  /** Applied before the moment; those that stand have not been undone. */
  readonly faults: readonly FaultRecord[]
  /** Of these, the ones that stood and are left out from the moment on. */
  readonly leftOut: readonly FaultRecord[]
  /** Measured in the parent, by id. */
  readonly evidence: { readonly [fault: string]: Evidence }
  /** The log up to the moment, without what is told of faults. */
  readonly notes: readonly Note[]
}

interface UnderWay {
  readonly envelope: Envelope
  /** When it was received in the recorded run. */
  readonly atUs: number
}

/** `observe` is called as often as a director would be, up to the moment. */
export function rebuild(world: World, past: RecordedPast, observe: () => void): void {
  const reading = new Reading(world, past, observe)
  for (const entry of past.entries) reading.take(entry)
  reading.end()
  const standing = past.faults.filter(({ undoneAtMs }) => undoneAtMs === null)
  const struck = strikes([...standing, ...past.leftOut])
  for (const machine of reading.dead(struck)) {
    world.endRecorded(machine, struck.get(machine) ?? 'process')
  }
  // What a clock was last seen to show is told apart from its strobe only where that stands.
  for (const { id, plan } of [...standing, ...past.leftOut]) {
    world.apply(
      id,
      plan.apply.filter(({ kind }) => kind === 'clock-strobe'),
    )
  }
  world.goOn()
  for (const { id, plan } of standing) world.apply(id, plan.apply.filter(stands))
  for (const { envelope, atUs } of reading.underWay()) {
    // Without a fault that held it up, it would not have come so late.
    world.deliver(envelope, past.leftOut.length === 0 ? atUs : undefined)
  }
  for (const { id, plan } of past.leftOut) world.apply(id, plan.undo)
  for (const { spec, atUs } of reading.starting(struck)) {
    world.startAgain(spec, atUs - past.atMs * 1000)
  }
}

/** Whether an action is one that lasts; what happens once has happened. */
function stands({ kind }: Action): boolean {
  return kind === 'link' || kind === 'disk' || kind === 'clock-rate' || kind === 'pause'
}

/** Whom the faults took down, and what that did to their disks. */
function strikes(faults: readonly FaultRecord[]): ReadonlyMap<Address, CrashKind> {
  const struck = new Map<Address, CrashKind>()
  for (const { plan } of faults) {
    for (const action of plan.apply) {
      if (action.kind === 'crash') struck.set(action.node, action.crash)
      if (action.kind === 'stop') struck.set(action.node, 'process')
    }
  }
  return struck
}

class Reading {
  readonly #world: World
  readonly #untilUs: number
  readonly #observe: () => void
  readonly #machines = new Set<Address>()
  /** Sent before the moment and not received before it, by sender and number. */
  readonly #sent = new Map<string, Envelope>()
  readonly #underWay: UnderWay[] = []
  readonly #alive = new Set<Address>()
  readonly #nextLives = new Map<Address, BootEntry>()
  #observedMs = 0

  constructor(world: World, past: RecordedPast, observe: () => void) {
    this.#world = world
    this.#untilUs = past.atMs * 1000
    this.#observe = observe
  }

  take(entry: JournalEntry): void {
    if (entry.atUs > this.#untilUs) {
      this.#foresee(entry)
      return
    }
    this.#observeUntil(entry.atUs / 1000)
    this.#machines.add(entry.machine)
    if (entry.kind === 'step' && entry.cause !== undefined) this.#sent.delete(keyOf(entry.cause))
    for (const envelope of this.#world.repeat(entry)) {
      this.#sent.set(keyOf({ from: envelope.from, id: envelope.stamp.id }), envelope)
    }
  }

  end(): void {
    this.#observeUntil(this.#untilUs / 1000)
    this.#world.runUntil(this.#untilUs / 1000)
  }

  underWay(): readonly UnderWay[] {
    return this.#underWay
  }

  dead(struck: ReadonlyMap<Address, CrashKind>): readonly Address[] {
    return [...this.#machines].filter(
      (machine) =>
        !this.#alive.has(machine) && (this.#nextLives.has(machine) || struck.has(machine)),
    )
  }

  /** Those that were being started at the moment, because nothing holds them down any more. */
  starting(struck: ReadonlyMap<Address, CrashKind>): readonly BootEntry[] {
    return this.dead(struck).flatMap((machine) => {
      const next = this.#nextLives.get(machine)
      return next === undefined || struck.has(machine) ? [] : [next]
    })
  }

  /** What comes after the moment tells what was so at it. */
  #foresee(entry: JournalEntry): void {
    const { machine, atUs } = entry
    if (entry.kind === 'boot') {
      if (!this.#alive.has(machine) && !this.#nextLives.has(machine)) {
        this.#nextLives.set(machine, entry)
      }
      return
    }
    if (!this.#nextLives.has(machine)) this.#alive.add(machine)
    if (entry.cause === undefined) return
    const key = keyOf(entry.cause)
    const envelope = this.#sent.get(key)
    if (envelope === undefined) return
    this.#sent.delete(key)
    this.#underWay.push({ envelope, atUs })
  }

  #observeUntil(atMs: number): void {
    while (this.#observedMs + ADVANCE_EVERY_MS <= atMs) {
      this.#observedMs += ADVANCE_EVERY_MS
      this.#world.runUntil(this.#observedMs)
      this.#observe()
    }
  }
}

function keyOf({ from, id }: { readonly from: string; readonly id: number }): string {
  return `${from} ${id}`
}
