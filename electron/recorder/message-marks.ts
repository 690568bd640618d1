/**
 * What happened to a message on its way, as far as the record tells.
 *
 * Copies and overtakings follow from the numbers of the envelopes. That a message was refused as
 * damaged is not recorded one by one, only counted; it is told where nothing else can explain the
 * loss: a rule that damages messages stood on the link when it was sent, no rule that loses them
 * did, the receiver was not struck by a fault, and the fault's evidence counts damage. A message
 * that was lost with the connection that such a frame broke is then told as damaged too.
 */
import type { Action } from '../../core/faults/action.ts'
import { FLAG } from '../ipc/shapes/timeline.ts'
import type { FaultRow } from './queries/faults.ts'

interface Standing {
  readonly fromMs: number
  readonly toMs: number
}

interface StandingRule extends Standing {
  readonly damages: boolean
}

const LOSING: ReadonlySet<string> = new Set(['cut', 'loss', 'throttle', 'reset'])
const STRIKING: ReadonlySet<string> = new Set(['crash', 'stop', 'pause'])

export class MessageMarks {
  /** Highest number that was received on each link. */
  readonly #highest = new Map<string, number>()
  readonly #received = new Map<string, Set<number>>()
  readonly #rules = new Map<string, StandingRule[]>()
  readonly #struck = new Map<string, Standing[]>()

  constructor(faults: readonly FaultRow[]) {
    for (const fault of faults) this.#know(fault)
  }

  /** Flags of a receipt, in the order of time. */
  received(from: string, to: string, id: number): number {
    const seen = this.#received.get(from) ?? new Set()
    this.#received.set(from, seen)
    if (seen.has(id)) return FLAG.duplicate
    seen.add(id)
    const link = `${from} ${to}`
    const highest = this.#highest.get(link) ?? -Infinity
    if (id < highest) return FLAG.reordered
    this.#highest.set(link, id)
    return 0
  }

  /** Flags of a message that was lost. */
  lost(from: string, to: string, atUs: number): number {
    const atMs = atUs / 1000
    const rules = (this.#rules.get(`${from} ${to}`) ?? []).filter((rule) => stands(rule, atMs))
    const damaged = rules.length > 0 && rules.every(({ damages }) => damages)
    const struck = (this.#struck.get(to) ?? []).some((strike) => stands(strike, atMs))
    return damaged && !struck ? FLAG.corrupt : 0
  }

  #know({ apply, appliedAtMs, undoneAtMs, evidence }: FaultRow): void {
    if (appliedAtMs === null || !Array.isArray(apply)) return
    const standing = { fromMs: appliedAtMs, toMs: undoneAtMs ?? Infinity }
    for (const action of apply as readonly Action[]) {
      if (action.kind === 'link') {
        const damages = action.rule.type === 'corrupt' && (evidence?.corrupted ?? 0) > 0
        if (!damages && !LOSING.has(action.rule.type)) continue
        addTo(this.#rules, `${action.from} ${action.to}`, { ...standing, damages })
      } else if (STRIKING.has(action.kind) && 'node' in action) {
        addTo(this.#struck, action.node, standing)
      }
    }
  }
}

function stands({ fromMs, toMs }: Standing, atMs: number): boolean {
  return atMs >= fromMs && atMs <= toMs
}

function addTo<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const list = map.get(key)
  if (list === undefined) map.set(key, [value])
  else list.push(value)
}
