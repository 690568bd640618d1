/**
 * The latest operations on registers, by key, in bounded memory, for a judgement while the history
 * still grows. Values are taken to be written once each, as the workload `register` does; a key at
 * which they are not is left to the verdict, because a window holds too little to judge it by.
 *
 * What it leaves out never makes a right history wrong. Take any order that explains the whole
 * history and strike operations from it: a read still sees its write, which is kept with it, and
 * only writes that nobody kept reads are missing between them. A compare-and-set whose expected
 * value was written before the window is kept as the plain write of its new value, which claims
 * less.
 */
import { assert } from '../../base/assert.ts'
import type { HistoryEvent, HistoryOperation } from '../../history/operation.ts'
import { canonicalText } from '../../base/canonical-text.ts'

export interface LiveWindowOptions {
  /**
   * Operations that ended and are kept, all keys together, so that judging them takes as long
   * however many keys there are. Each key has an equal share, and keeps up to twice that.
   */
  readonly operationsMax: number
}

interface Begun {
  readonly event: HistoryEvent
  readonly register: Register
}

interface Register {
  /** In the order in which they ended. */
  ended: HistoryOperation[]
  readonly open: Map<number, HistoryOperation>
  /** Writes and compare-and-sets by the value that they put there, oldest first. */
  readonly writers: Map<string, HistoryOperation>
  changed: boolean
  repeats: boolean
}

export interface KeyWindow {
  readonly key: string
  /** In the order of their invocations. */
  readonly operations: readonly HistoryOperation[]
}

/** Writers that are remembered for each operation that is kept. */
const WRITERS_EACH = 4

/** However many keys there are. */
const SHARE_LEAST = 2

export class LiveWindow {
  readonly #options: LiveWindowOptions
  readonly #registers = new Map<string, Register>()
  readonly #begun = new Map<number, Begun>()

  constructor(options: LiveWindowOptions) {
    assert(options.operationsMax > 0, 'a window of nothing')
    this.#options = options
  }

  /** Takes the next event; their indices grow. */
  add(event: HistoryEvent): void {
    const { process, type, key = '' } = event
    if (type === 'invoke') {
      const register = this.#register(key)
      this.#begun.set(process, { event, register })
      register.open.set(process, operationOf(event))
      return
    }
    const begun = this.#begun.get(process)
    if (begun === undefined) return
    this.#begun.delete(process)
    this.#end(begun, event)
  }

  /** The keys at which something ended since they were last asked for. */
  *changed(): Generator<KeyWindow> {
    for (const [key, register] of this.#registers) {
      if (!register.changed || register.repeats) continue
      register.changed = false
      yield { key, operations: selfContained(register) }
    }
  }

  #end({ event: invoke, register }: Begun, event: HistoryEvent): void {
    const { process, type, value, time, index } = event
    register.open.delete(process)
    if (type === 'fail') return
    const begun = operationOf(invoke)
    const operation: HistoryOperation =
      type === 'ok'
        ? { ...begun, outcome: 'ok', output: value, completedAt: time, completedIndex: index }
        : begun
    register.changed = true
    if (operation.f !== 'read') note(register, operation)
    if (operation.outcome === 'ok') register.ended.push(operation)
    const share = this.#share
    if (register.ended.length <= 2 * share) return
    register.ended = register.ended.slice(-share)
    for (const written of register.writers.keys()) {
      if (register.writers.size <= WRITERS_EACH * share) break
      register.writers.delete(written)
    }
  }

  /** Operations that one key may keep. */
  get #share(): number {
    const { operationsMax } = this.#options
    return Math.max(SHARE_LEAST, Math.floor(operationsMax / this.#registers.size))
  }

  #register(key: string): Register {
    const known = this.#registers.get(key)
    if (known !== undefined) return known
    const writers = new Map<string, HistoryOperation>()
    const register = { ended: [], open: new Map(), writers, changed: false, repeats: false }
    this.#registers.set(key, register)
    return register
  }
}

function note(register: Register, operation: HistoryOperation): void {
  const written = canonicalText(valueOf(operation))
  if (register.writers.has(written)) register.repeats = true
  register.writers.set(written, operation)
}

/** The kept operations, with the writes that their values came from, and nothing unexplained. */
function selfContained(register: Register): readonly HistoryOperation[] {
  const kept = new Map<number, HistoryOperation>()
  const sources = new Map(register.writers)
  for (const operation of register.open.values()) {
    if (operation.f !== 'read') sources.set(canonicalText(valueOf(operation)), operation)
  }
  for (const operation of register.ended) {
    if (operation.f === 'read') {
      const source = sourceOf(operation.output, sources)
      if (source === undefined) continue
      if (source !== null && !kept.has(source.index)) kept.set(source.index, plain(source))
      kept.set(operation.index, operation)
    } else if (operation.f === 'write') kept.set(operation.index, operation)
    else keepCas(operation, sources, kept)
  }
  return [...kept.values()].sort((a, b) => a.index - b.index)
}

function keepCas(
  operation: HistoryOperation,
  sources: ReadonlyMap<string, HistoryOperation>,
  kept: Map<number, HistoryOperation>,
): void {
  const [expected] = operation.input as readonly unknown[]
  const source = sourceOf(expected, sources)
  if (source === undefined) {
    kept.set(operation.index, plain(operation))
    return
  }
  if (source !== null && !kept.has(source.index)) kept.set(source.index, plain(source))
  kept.set(operation.index, operation)
}

/** The write of the value; null where it was there from the start, `undefined` if forgotten. */
function sourceOf(
  value: unknown,
  sources: ReadonlyMap<string, HistoryOperation>,
): HistoryOperation | null | undefined {
  if (value === null || value === undefined) return null
  return sources.get(canonicalText(value))
}

/** A compare-and-set as the write that it at least was. */
function plain(operation: HistoryOperation): HistoryOperation {
  if (operation.f !== 'cas') return operation
  const value = valueOf(operation)
  const { outcome } = operation
  return { ...operation, f: 'write', input: value, ...(outcome === 'ok' && { output: value }) }
}

function valueOf({ f, input }: HistoryOperation): unknown {
  return f === 'cas' ? (input as readonly unknown[])[1] : input
}

function operationOf({ index, process, f, key, value, time }: HistoryEvent): HistoryOperation {
  return {
    index,
    process,
    f,
    ...(key !== undefined && { key }),
    input: value,
    outcome: 'info',
    invokedAt: time,
    completedAt: Infinity,
    completedIndex: Infinity,
  }
}
