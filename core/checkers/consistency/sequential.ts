/**
 * `sequential`: all operations have one order that respects each process's own, whatever the clock
 * says. Lamport, "How to make a multiprocessor computer that correctly executes multiprocess
 * programs" (IEEE ToC C-28(9), 1979). Unlike linearizability it cannot be judged key by key.
 *
 * To decide it is NP-complete, also where it is known which write each read saw (Gibbons and
 * Korach, "Testing shared memories", SIAM J. Comput. 26(4), 1997). So what breaks causal memory,
 * which sequential consistency implies, is refused at once; the rest is a search through how far
 * each session has come, which writes as the clock tells before it tries anything else, and does
 * a read as soon as it can: a read that can be done takes nothing from what follows.
 */
import { isTimed } from '../../history/operation.ts'
import type { HistoryOperation } from '../../history/operation.ts'
import { canonicalText } from '../../base/canonical-text.ts'
import { listed } from '../listed.ts'
import { eventsOf } from '../witness/events-of.ts'
import { Teller } from '../witness/teller.ts'
import type { HistoryProperty, Judging, PropertyOptions, ReadHistory, Sliced } from '../property.ts'
import { ConfigurationSet } from '../linearizability/configuration-set.ts'
import { Pace, TURN_STEPS } from '../pace.ts'
import { found } from '../sliced.ts'
import { causalMemory } from './causal.ts'

export const sequential: HistoryProperty = {
  name: 'sequential',
  summary: 'registers behave as one, in an order that respects each process',
  operations: ['read', 'write', 'cas'],
  judge,
}

/** One operation as the search sees it: keys and values are numbers. */
interface Step {
  readonly kind: 'read' | 'write' | 'cas' | 'refused'
  readonly key: number
  readonly from: number
  readonly to: number
  /** Of unknown outcome: it may be left out; it is the last of its session. */
  readonly optional: boolean
  readonly operation: HistoryOperation
}

function* judge(history: ReadHistory, options: PropertyOptions): Sliced<Judging> {
  const operations = yield* listed(history.operations)
  const misfit = yield* found(
    operations,
    ({ f, input }) => f === 'cas' && !(Array.isArray(input) && input.length === 2),
  )
  if (misfit)
    return { ok: false, message: 'the value of a cas is a pair, [from, to]', operation: misfit }
  const stranger = yield* found(operations, ({ f }) => !sequential.operations.includes(f))
  if (stranger)
    return {
      ok: false,
      message: `"${stranger.f}" is no operation of a register`,
      operation: stranger,
    }
  let steps = operations.length
  if ((yield* found(operations, ({ f }) => f === 'cas')) === undefined) {
    const causal = yield* causalMemory.judge(history, options)
    if (!causal.ok) return causal
    if (causal.judgement.verdict === 'invalid') return causal
    steps += causal.judgement.steps
  }
  const { sessions, keys } = yield* sessionsOf(operations, options)
  const search = new Search(sessions, keys)
  while (search.answer === undefined && !search.full && steps + search.steps < options.budget) {
    search.run()
    yield steps + search.steps
  }
  steps += search.steps
  const size = `${operations.length} operations of ${sessions.length} sessions`
  if (search.answer === undefined) {
    return {
      ok: true,
      judgement: {
        verdict: 'unknown',
        summary: `${size}: ${search.full ? 'the search ran out of memory' : 'the budget was spent'}`,
        steps,
      },
    }
  }
  if (search.answer) {
    return { ok: true, judgement: { verdict: 'valid', summary: `${size} have an order`, steps } }
  }
  const timed = isTimed(history.operations)
  const teller = new Teller(options.telling ?? { timed })
  const stuck = search.furthest.map(({ operation }) => operation)
  const told = stuck
    .slice(0, 4)
    .map((operation) => teller.operation(operation))
    .join('; ')
  const sentence = `No order of all sessions gets past these, of which none can come next: ${told}`
  const witness = { sentence, events: eventsOf(stuck) }
  return {
    ok: true,
    judgement: { verdict: 'invalid', summary: `${size} have no order`, steps, witness },
  }
}

const NOTHING = -1

/** What the search remembers of configurations, bytes; beyond them it gives up. */
const CONFIGURATION_BYTES_MAX = 256 * 1024 * 1024

function* sessionsOf(
  operations: readonly HistoryOperation[],
  { initial = null, nullReads }: PropertyOptions,
): Sliced<{ readonly sessions: readonly (readonly Step[])[]; readonly keys: number }> {
  const pace = new Pace()
  const keys = new Map<string, number>()
  const values = new Map([[canonicalText(initial), 0]])
  const number = (names: Map<string, number>, name: string): number => {
    const known = names.get(name) ?? names.size
    names.set(name, known)
    return known
  }
  const sessions = new Map<number, Step[]>()
  for (const operation of operations) {
    if (pace.step()) yield pace.steps
    const { f, outcome, input, output, process } = operation
    const silent =
      f === 'read' && (outcome !== 'ok' || (nullReads === 'unknown' && output === null))
    if (outcome === 'fail' || silent) continue
    const key = number(keys, operation.key ?? '')
    const session = sessions.get(process) ?? []
    sessions.set(process, session)
    const common = { key, optional: outcome === 'info', operation }
    const value = (given: unknown) => number(values, canonicalText(given ?? null))
    if (f === 'read') session.push({ kind: 'read', from: value(output), to: NOTHING, ...common })
    else if (f === 'write')
      session.push({ kind: 'write', from: NOTHING, to: value(input), ...common })
    else {
      const [from, to] = input as readonly [unknown, unknown]
      const kind = outcome === 'ok' && output === false ? 'refused' : 'cas'
      session.push({ kind, from: value(from), to: value(to), ...common })
    }
  }
  return { sessions: [...sessions.values()], keys: keys.size }
}

/** A configuration to go on from: how far each session is, and what each key holds. */
interface Configuration {
  readonly places: Int32Array
  readonly held: Int32Array
}

/** How many sessions and keys a turn looks at; to visit a configuration is to look at all twice. */
const LOOKS_OF_TURN = TURN_STEPS * 16
const LOOKS_OF_VISIT = 2

class Search {
  steps = 0
  /** Whether there is an order; `undefined` while it is not known. */
  answer: boolean | undefined
  /** What could not come next where the search came furthest. */
  furthest: readonly Step[] = []
  readonly #sessions: readonly (readonly Step[])[]
  readonly #stack: Configuration[]
  readonly #seen: ConfigurationSet
  /** Sessions and keys that were looked at so far. */
  #looks = 0
  #most = -1

  /** Whether it has no room for more. */
  full = false

  constructor(sessions: readonly (readonly Step[])[], keys: number) {
    this.#sessions = sessions
    this.#seen = new ConfigurationSet(sessions.length + keys, CONFIGURATION_BYTES_MAX)
    this.#stack = [{ places: new Int32Array(sessions.length), held: new Int32Array(keys) }]
  }

  /** Goes on for a turn. */
  run(): void {
    const until = this.#looks + LOOKS_OF_TURN
    while (this.answer === undefined && !this.full && this.#looks < until) {
      const configuration = this.#stack.pop()
      if (configuration === undefined) this.answer = false
      else this.#visit(configuration)
    }
  }

  #visit(configuration: Configuration): void {
    const { places, held } = configuration
    if (!this.#settle(places, held)) {
      this.#stack.push(configuration)
      return
    }
    this.steps++
    const row = new Int32Array(places.length + held.length)
    row.set(places)
    row.set(held, places.length)
    this.#looks += LOOKS_OF_VISIT * row.length
    const added = this.#seen.add(row)
    this.full = added === 'full'
    if (added !== 'new') return
    const next = this.#sessions.flatMap((steps, session) => {
      const step = steps[places[session] as number]
      return step === undefined ? [] : [{ step, session }]
    })
    const needed = next.filter(({ step }) => !step.optional)
    if (needed.length === 0) {
      this.answer = true
      return
    }
    const done = places.reduce((sum, place) => sum + place, 0)
    if (done > this.#most) {
      this.#most = done
      this.furthest = needed.map(({ step }) => step)
    }
    // The last pushed is tried first: the earliest by the clock.
    const movable = next.filter(({ step }) => canMove(step, held))
    movable.sort((a, b) => b.step.operation.index - a.step.operation.index)
    for (const { step, session } of movable) {
      const configuration = { places: places.slice(), held: held.slice() }
      configuration.places[session] = (places[session] as number) + 1
      configuration.held[step.key] = step.to
      this.#stack.push(configuration)
    }
  }

  /** Does everything that can be done now and changes nothing; false after a turn of it. */
  #settle(places: Int32Array, held: Int32Array): boolean {
    const until = this.#looks + LOOKS_OF_TURN
    for (let moved = true; moved;) {
      moved = false
      if (this.#looks >= until) return false
      this.#looks += this.#sessions.length
      for (const [session, steps] of this.#sessions.entries()) {
        for (;;) {
          const place = places[session] as number
          const step = steps[place]
          if (step === undefined || !isQuiet(step, held)) break
          places[session] = place + 1
          this.steps++
          this.#looks++
          moved = true
          if (this.#looks >= until) break
        }
      }
    }
    return true
  }
}

function isQuiet({ kind, key, from, to }: Step, held: Int32Array): boolean {
  const value = held[key]
  if (kind === 'read') return value === from
  if (kind === 'refused') return value !== from
  // A write is not: of equal values, another write may have to come in between.
  return kind === 'cas' && value === from && from === to
}

function canMove({ kind, key, from }: Step, held: Int32Array): boolean {
  return kind === 'write' || (kind === 'cas' && held[key] === from)
}
