/**
 * Carries out what the director decides, on the cluster and in the run file. What a schedule asks
 * for is done in its order, one after the other. What a person asks for does not wait for that:
 * each fault by hand has a lane of its own, in which it is applied, stepped and undone.
 *
 * After a halt nothing that was still waiting is applied any more; what must be undone is undone
 * at once, beside every lane, and waits only for its own fault where that is just being applied.
 */
import type { Decision, PlannedFault } from '../../core/drills/decision.ts'
import type { Action } from '../../core/faults/action.ts'
import type { Cluster } from '../cluster/contract.ts'
import type { Recorder } from '../recorder/contract.ts'
import { Lanes } from './lanes.ts'

export interface DecisionRunnerOptions {
  readonly cluster: Pick<Cluster, 'apply' | 'tellClients'>
  readonly recorder: Pick<Recorder, 'faultPlanned' | 'faultApplied' | 'faultUndone'>
  /** Since the run began. */
  readonly nowMs: () => number
  readonly entered: (phase: Extract<Decision, { kind: 'phase' }>['phase']) => void
  /** A word for the log of the run and for whoever watches. */
  readonly note: (kind: string, text: string) => void
  /** Something could not be carried out: it weakens the drill and does not end it. */
  readonly failed: (text: string) => void
}

/** Why a decision was not carried out; null where it was. */
export type Problem = string | null

const SCHEDULE = 'schedule'
const HALTED = 'everything was halted meanwhile'

export class DecisionRunner {
  readonly #options: DecisionRunnerOptions
  readonly #lanes = new Lanes()
  readonly #byHand = new Set<string>()
  /** Faults that the cluster was told to apply: of any other there is nothing to undo. */
  readonly #begun = new Set<string>()
  /** What is being done to a fault at this moment. */
  readonly #underWay = new Map<string, Promise<unknown>>()
  #halts = 0

  constructor(options: DecisionRunnerOptions) {
    this.#options = options
  }

  /** Queues the decisions in their lanes; one promise for each of them, none ever rejects. */
  run(decisions: readonly Decision[]): readonly Promise<Problem>[] {
    return decisions.map((decision) => {
      const asked = this.#halts
      return this.#lanes.run(this.#laneOf(decision), () => this.#guarded(decision, asked))
    })
  }

  /** Drops what waits to be applied and carries these out at once; resolves when they are. */
  async halt(decisions: readonly Decision[]): Promise<void> {
    const asked = ++this.#halts
    const carried = decisions.map(async (decision) => {
      if ('id' in decision) await this.#underWay.get(decision.id)
      return this.#guarded(decision, asked)
    })
    const all = Promise.all(carried)
    void this.#lanes.run(`halt ${asked}`, () => all)
    await all
  }

  /** Resolves when nothing is left to be carried out. */
  settled(): Promise<void> {
    return this.#lanes.settled()
  }

  #laneOf(decision: Decision): string {
    if (decision.kind === 'apply' && decision.fault.byHand) this.#byHand.add(decision.fault.id)
    const id = decision.kind === 'apply' ? decision.fault.id : 'id' in decision ? decision.id : null
    return id !== null && this.#byHand.has(id) ? id : SCHEDULE
  }

  async #guarded(decision: Decision, asked: number): Promise<Problem> {
    try {
      return await this.#carryOut(decision, asked)
    } catch (error) {
      const text = `${decision.kind}: ${messageOf(error)}`
      this.#options.failed(text)
      return text
    }
  }

  async #carryOut(decision: Decision, asked: number): Promise<Problem> {
    const { cluster, recorder, note, nowMs } = this.#options
    switch (decision.kind) {
      case 'phase':
        this.#options.entered(decision.phase)
        return null
      case 'clients':
        cluster.tellClients(decision.command)
        return null
      case 'warning':
        note('warning', decision.text)
        return null
      case 'abort':
        note('abort', decision.reason)
        return null
      case 'apply':
        return this.#busyWith(
          decision.fault.id,
          this.#apply(decision.fault, decision.actions, asked),
        )
      case 'step':
        if (asked !== this.#halts) return HALTED
        return this.#busyWith(decision.id, this.#attempt(decision.id, decision.actions))
      case 'undo': {
        const { id } = decision
        const due = this.#stillDue(decision.actions, asked)
        const problem = this.#begun.has(id) ? await this.#attempt(id, due) : null
        recorder.faultUndone(id, nowMs())
        note('undo', `${id} undone`)
        return problem
      }
    }
  }

  async #apply(fault: PlannedFault, actions: readonly Action[], asked: number): Promise<Problem> {
    const { recorder, nowMs, note } = this.#options
    const { id, kind, target, parameters, plan } = fault
    if (asked !== this.#halts) return HALTED
    const planned = { id, kind, target, parameters, apply: actions, undo: plan.undo }
    await recorder.faultPlanned({ ...planned, plannedAtMs: nowMs() })
    // The halt came while the plan was written down: what it undid must not be applied after it.
    if (asked !== this.#halts) return HALTED
    this.#begun.add(id)
    const problem = await this.#attempt(id, actions)
    recorder.faultApplied(id, nowMs())
    note('fault', `${id}: ${kind} ${target}${fault.byHand ? ' (by hand)' : ''}`)
    return problem
  }

  async #attempt(fault: string, actions: readonly Action[]): Promise<Problem> {
    try {
      await this.#options.cluster.apply(fault, actions)
      return null
    } catch (error) {
      this.#options.failed(`${fault}: ${messageOf(error)}`)
      return messageOf(error)
    }
  }

  /** A halt straightens every clock: what still waited to be moved back must not be moved twice. */
  #stillDue(undo: readonly Action[], asked: number): readonly Action[] {
    return asked === this.#halts ? undo : undo.filter(({ kind }) => kind !== 'clock-step')
  }

  async #busyWith(id: string, doing: Promise<Problem>): Promise<Problem> {
    this.#underWay.set(
      id,
      doing.catch(() => null),
    )
    try {
      return await doing
    } finally {
      this.#underWay.delete(id)
    }
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
