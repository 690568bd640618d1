/**
 * Histories of any length that never stand in memory: sixteen clients of a right store, event by
 * event, in the words that a format knows. Values are unique, and texts stay short.
 */
import { Prng } from '../../core/base/prng.ts'
import type { HistoryEvent } from '../../core/history/operation.ts'
import type { FormatName } from '../../core/history/reader.ts'

export interface StreamedHistory {
  readonly seed: string
  readonly operations: number
  readonly format: FormatName
  /** How many there are to choose from; absent: 256, or the one that the format knows. */
  readonly keys?: number
  /** One read, in the last tenth, answers with what its key held when half was done. */
  readonly staleRead?: boolean
}

interface Call {
  readonly f: string
  readonly key: string
  value: unknown
  done: boolean
}

const CLIENTS = 16
const KEYS = 256
/** A text that is longer is put anew. */
const TEXT_LENGTH_MAX = 100

export function* streamHistory({
  seed,
  operations,
  format,
  keys = format === 'porcupine-etcd' ? 1 : KEYS,
  staleRead = false,
}: StreamedHistory): Generator<HistoryEvent> {
  const prng = new Prng(seed)
  const texts = format === 'porcupine-kv'
  const store = new Map<string, unknown>()
  /** What the keys held when half was done, for the one read that is to be wrong. */
  let old: Map<string, unknown> | undefined
  const open: (Call | undefined)[] = Array.from({ length: CLIENTS }, () => undefined)
  let asked = 0
  let left = 0
  let index = 0
  while (asked < operations || left > 0) {
    const process = prng.integer(0, CLIENTS - 1)
    const call = open[process]
    if (call === undefined) {
      if (asked >= operations) continue
      const key = `k${prng.integer(0, keys - 1)}`
      const next = texts ? askText(prng, key, store, asked) : askValue(prng, key, asked)
      open[process] = next
      asked++
      left++
      if (staleRead && asked * 2 === operations) old = new Map(store)
      yield event(next, 'invoke', process)
    } else if (!call.done) takeEffect(call, store)
    else {
      open[process] = undefined
      left--
      const isLate = asked > operations * 0.9
      if (isLate && old?.has(call.key) && (call.f === 'read' || call.f === 'get')) {
        call.value = old.get(call.key)
        old = undefined
      }
      yield event(call, 'ok', process)
    }
  }

  function event({ f, key, value }: Call, type: 'invoke' | 'ok', process: number): HistoryEvent {
    const at = { index, time: index * 50_000 }
    index++
    return { ...at, process, type, f, ...(format !== 'porcupine-etcd' && { key }), value }
  }
}

function askValue(prng: Prng, key: string, count: number): Call {
  const reads = prng.integer(0, 1) === 0
  return { f: reads ? 'read' : 'write', key, value: reads ? null : count, done: false }
}

function askText(prng: Prng, key: string, store: Map<string, unknown>, count: number): Call {
  if (prng.integer(0, 1) === 0) return { f: 'get', key, value: null, done: false }
  const { length } = (store.get(key) ?? '') as string
  return { f: length > TEXT_LENGTH_MAX ? 'put' : 'append', key, value: `x ${count} y`, done: false }
}

function takeEffect(call: Call, store: Map<string, unknown>): void {
  const { f, key, value } = call
  call.done = true
  if (f === 'read') call.value = store.get(key) ?? null
  else if (f === 'get') call.value = store.get(key) ?? ''
  else if (f === 'append') store.set(key, ((store.get(key) ?? '') as string) + (value as string))
  else store.set(key, value)
}
