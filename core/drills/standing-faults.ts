/**
 * The faults of one drill: those that wait for their target, those that stand, those that are
 * over. It plans each fault at the moment of its application, hands out its later steps, and
 * undoes it when it is told to or when its time is up.
 *
 * Of what is due at one moment the undos come first, the youngest fault first, then the steps of
 * what still stands, then new faults. So it is all the same whether a fault is over because its
 * `for` is up or because an undo says so: a recorded schedule may say it either way.
 *
 * A selector that matches nothing at its moment (no leader during an election) is tried again
 * for a while; then the fault is given up, recorded as missed, and the drill goes on.
 */
import { assert } from '../base/assert.ts'
import { Prng } from '../base/prng.ts'
import type { Action } from '../faults/action.ts'
import type { Fault, Plan } from '../faults/fault.ts'
import { LEADER } from '../faults/membership.ts'
import { leaderOf, pinSelector, resolveTargets } from './selectors.ts'
import type { Address } from '../runtime/machine.ts'
import type { Decision, PlannedFault } from './decision.ts'
import type { FaultChoice, Selector } from './drill.ts'
import type { ClusterView } from './world.ts'

/** How long a fault waits for its selector to match something. */
export const PATIENCE_MS = 3000

export interface StandingFaultsOptions {
  readonly seed: string
  readonly faults: readonly Fault[]
  readonly zones: { readonly [zone: string]: readonly Address[] }
}

/** Times are ms since the workload began. */
export interface FaultRecord extends PlannedFault {
  readonly undoneAtMs: number | null
  /** When it ends by itself; null: when somebody undoes it. */
  readonly endsAtMs: number | null
  /** What was asked for, with everything pinned that was drawn or found at its moment. */
  readonly choice: FaultChoice
}

export interface MissedFault {
  readonly kind: string
  readonly atMs: number
  readonly problem: string
}

/** `problem` is a sentence without a full stop: "no node leads". */
export type Applied =
  | { readonly ok: true; readonly id: string; readonly decisions: readonly Decision[] }
  | { readonly ok: false; readonly problem: string }

interface Waiting {
  readonly choice: FaultChoice
  readonly sinceMs: number
}

interface Planned {
  readonly plan: Plan
  readonly actions: readonly Action[]
  readonly choice: FaultChoice
}

interface Standing {
  readonly fault: PlannedFault
  readonly name: string | undefined
  readonly endsAtMs: number | null
  /** It is cut short at `endsAtMs`; its steps of that moment are not taken any more. */
  readonly cutShort: boolean
  undoAsked: boolean
  roundAtMs: number
  /** In order of time. */
  due: { readonly atMs: number; readonly actions: readonly Action[] }[]
}

export class StandingFaults {
  readonly #options: StandingFaultsOptions
  readonly #prng: Prng
  readonly #records: FaultRecord[] = []
  readonly #missed: MissedFault[] = []
  readonly #retired: Address[] = []
  #waiting: Waiting[] = []
  #standing: Standing[] = []
  #planned = 0

  constructor(options: StandingFaultsOptions) {
    this.#options = options
    this.#prng = new Prng(`${options.seed}/faults`)
  }

  /** How many faults stand. */
  get active(): number {
    return this.#standing.length
  }

  /** How many still wait for their target. */
  get waiting(): number {
    return this.#waiting.length
  }

  get records(): readonly FaultRecord[] {
    return this.#records
  }

  get missed(): readonly MissedFault[] {
    return this.#missed
  }

  /** Nodes that nobody should expect back. */
  get retired(): readonly Address[] {
    return this.#retired
  }

  /**
   * Takes over the faults of a run that is gone on with, in the order of their ids: those that are
   * over stay so, the others stand and end when they say.
   */
  resume(records: readonly FaultRecord[]): void {
    for (const record of records) {
      this.#planned++
      this.#records.push(record)
      const retired = record.plan.retires ?? []
      this.#retired.push(...retired.filter((node) => !this.#retired.includes(node)))
      if (record.undoneAtMs !== null) continue
      const { choice, endsAtMs, atMs } = record
      const times = { endsAtMs, cutShort: endsAtMs !== null, roundAtMs: atMs }
      this.#standing.push({ fault: record, name: choice.name, ...times, undoAsked: false, due: [] })
    }
  }

  /** Applies the fault at the next `advance`, or as soon as its selector matches. */
  ask(choice: FaultChoice, atMs: number): void {
    this.#waiting.push({ choice, sinceMs: atMs })
  }

  /** Applies the fault at this moment or not at all: who asks by hand asks again. */
  applyByHand(choice: FaultChoice, atMs: number, view: ClusterView): Applied {
    return this.#apply(choice, atMs, view, true)
  }

  /** Undoes the one fault of that id; null where no such fault stands. */
  undoOne(id: string, atMs: number): Decision | null {
    const standing = this.#standing.find(({ fault }) => fault.id === id)
    return standing === undefined ? null : this.#undo(standing, atMs)
  }

  /** Undoes the fault of that name, or all, at the next `advance`; what waits is dropped now. */
  askUndo(name: string | 'all'): void {
    this.#forget(name)
    for (const standing of this.#named(name)) standing.undoAsked = true
  }

  /** Everything that is due at `atMs`. */
  advance(atMs: number, view: ClusterView): readonly Decision[] {
    const over = ({ undoAsked, cutShort, endsAtMs }: Standing): boolean =>
      undoAsked || (cutShort && endsAtMs !== null && atMs >= endsAtMs)
    const decisions = this.#undoAll(this.#standing.filter(over), atMs)
    for (const standing of [...this.#standing]) {
      decisions.push(...this.#steps(standing, atMs, view))
      if (standing.endsAtMs !== null && atMs >= standing.endsAtMs) {
        decisions.push(this.#undo(standing, atMs))
      }
    }
    const waiting = this.#waiting
    this.#waiting = []
    for (const entry of waiting) decisions.push(...this.#tryApply(entry, atMs, view))
    return decisions
  }

  /** Undoes the fault of that name, or all, the youngest first; what still waits is dropped. */
  undo(name: string | 'all', atMs: number): readonly Decision[] {
    this.#forget(name)
    return this.#undoAll(this.#named(name), atMs)
  }

  #forget(name: string | 'all'): void {
    this.#waiting = this.#waiting.filter(({ choice }) => name !== 'all' && choice.name !== name)
  }

  #named(name: string | 'all'): readonly Standing[] {
    return this.#standing.filter((standing) => name === 'all' || standing.name === name)
  }

  /** The youngest first. */
  #undoAll(standing: readonly Standing[], atMs: number): Decision[] {
    return [...standing].reverse().map((each) => this.#undo(each, atMs))
  }

  #tryApply(entry: Waiting, atMs: number, view: ClusterView): readonly Decision[] {
    const applied = this.#apply(entry.choice, atMs, view, false)
    return applied.ok ? applied.decisions : this.#missOrWait(entry, applied.problem, atMs)
  }

  #apply(choice: FaultChoice, atMs: number, view: ClusterView, byHand: boolean): Applied {
    const fault = this.#options.faults.find(({ kind }) => kind === choice.kind)
    assert(fault !== undefined, `unknown fault ${choice.kind} in a checked drill`)
    const id = `f${this.#planned + 1}`
    const planned = this.#plan(fault, choice, id, view)
    if ('problem' in planned) return { ok: false, problem: planned.problem }
    this.#planned++
    const { plan } = planned
    const { kind, parameters } = choice
    const told: PlannedFault = { id, kind, target: plan.target, parameters, plan, atMs, byHand }
    const lastsMs = choice.forMs ?? plan.endsAfterMs
    const endsAtMs = lastsMs === undefined ? null : atMs + lastsMs
    const standing: Standing = {
      fault: told,
      name: choice.name,
      endsAtMs,
      cutShort: choice.forMs !== undefined,
      undoAsked: false,
      roundAtMs: atMs,
      due: stepsFrom(plan, atMs),
    }
    this.#standing.push(standing)
    this.#records.push({ ...told, undoneAtMs: null, endsAtMs, choice: planned.choice })
    this.#retired.push(...(plan.retires ?? []).filter((node) => !this.#retired.includes(node)))
    const decisions: Decision[] = [{ kind: 'apply', fault: told, actions: planned.actions }]
    decisions.push(...this.#steps(standing, atMs, view))
    if (endsAtMs === atMs) decisions.push(this.#undo(standing, atMs))
    return { ok: true, id, decisions }
  }

  #plan(
    fault: Fault,
    choice: FaultChoice,
    id: string,
    view: ClusterView,
  ): Planned | { readonly problem: string } {
    const prng = this.#prng.fork(id)
    const { zones } = this.#options
    const context = { view, zones, retired: this.#retired, prng: prng.fork('targets') }
    const target = pinSelector(choice.target, context)
    if (!target.ok) return { problem: target.problem }
    const targets = resolveTargets(fault, target.value, context)
    if (!targets.ok) return { problem: targets.problem }
    const order = { id, targets: targets.value, parameters: choice.parameters }
    const plan = fault.plan({ ...order, prng: prng.fork('plan') })
    if (plan.apply.length === 0 && (plan.steps ?? []).length === 0) {
      return { problem: 'its target leaves nothing to do' }
    }
    const actions = nameLeader(plan.apply, view)
    if (actions === null) return { problem: 'no node leads' }
    return { plan, actions, choice: pinChoice(choice, target.value, plan) }
  }

  #missOrWait(entry: Waiting, problem: string, atMs: number): readonly Decision[] {
    if (atMs - entry.sinceMs < PATIENCE_MS) {
      this.#waiting.push(entry)
      return []
    }
    const { kind } = entry.choice
    this.#missed.push({ kind, atMs: entry.sinceMs, problem })
    return [{ kind: 'warning', text: `fault ${kind} was given up: ${problem}` }]
  }

  #steps(standing: Standing, atMs: number, view: ClusterView): readonly Decision[] {
    const { id, plan } = standing.fault
    const decisions: Decision[] = []
    for (;;) {
      const next = standing.due[0]
      if (next === undefined || next.atMs > atMs) break
      const actions = nameLeader(next.actions, view)
      if (actions === null) break
      standing.due.shift()
      decisions.push({ kind: 'step', id, actions })
    }
    const every = plan.repeatEveryMs
    if (every === undefined || standing.due.length > 0) return decisions
    if (atMs < standing.roundAtMs + every) return decisions
    standing.roundAtMs = atMs
    standing.due = stepsFrom(plan, atMs)
    const actions = nameLeader(plan.apply, view)
    if (actions !== null) decisions.push({ kind: 'step', id, actions })
    return decisions
  }

  #undo(standing: Standing, atMs: number): Decision {
    this.#standing = this.#standing.filter((other) => other !== standing)
    const { id, plan } = standing.fault
    const index = this.#records.findIndex((record) => record.id === id)
    const record = this.#records[index]
    assert(record !== undefined, `fault ${id} stands but was never recorded`)
    this.#records[index] = { ...record, undoneAtMs: atMs }
    return { kind: 'undo', id, actions: plan.undo }
  }
}

/** `choice` as it would be asked for to get the very same plan again. */
function pinChoice(choice: FaultChoice, target: Selector | undefined, plan: Plan): FaultChoice {
  const { names, parameters } = plan.pinned ?? {}
  const meant = names === undefined ? target : ({ type: 'names', names } as const)
  return {
    ...choice,
    ...(meant !== undefined && { target: meant }),
    parameters: { ...choice.parameters, ...parameters },
  }
}

function stepsFrom(plan: Plan, atMs: number): Standing['due'] {
  return (plan.steps ?? []).map((step) => ({ atMs: atMs + step.afterMs, actions: step.actions }))
}

/** Puts the leader's name in; `null` where it is needed and nobody leads. */
function nameLeader(actions: readonly Action[], view: ClusterView): readonly Action[] | null {
  const leader = leaderOf(view)
  const named: Action[] = []
  for (const action of actions) {
    if (action.kind !== 'command' || action.node !== LEADER) {
      named.push(action)
    } else if (leader === undefined) {
      return null
    } else {
      named.push({ ...action, node: leader })
    }
  }
  return named
}
