/**
 * Operations in columns of numbers. A million of them take some 65 MB beside their values, a
 * third of what as many objects take, and grow without ever being copied. Objects are made when
 * they are asked for, anew each time.
 */
import type { HistoryEvent, HistoryOperation } from './operation.ts'
import type { OperationList } from './operation-list.ts'
import type { OperationStore } from './pair-operations.ts'
import { toldBesides } from './told.ts'

const CHUNK_BITS = 14
const CHUNK_ROWS = 1 << CHUNK_BITS
const NO_KEY = -1

const OUTCOMES = ['info', 'ok', 'fail'] as const

interface Chunk {
  readonly index: Float64Array
  readonly process: Float64Array
  readonly f: Int32Array
  readonly key: Int32Array
  readonly outcome: Uint8Array
  readonly invokedAt: Float64Array
  readonly completedAt: Float64Array
  readonly completedIndex: Float64Array
  readonly input: unknown[]
  readonly output: unknown[]
}

export class OperationTable implements OperationList, OperationStore {
  readonly #chunks: Chunk[] = []
  readonly #names = new Interned()
  readonly #errors = new Map<number, unknown>()
  readonly #told = new Map<number, readonly unknown[]>()
  #length = 0

  get length(): number {
    return this.#length
  }

  begin({ index, process, f, key, value, time }: HistoryEvent): number {
    const place = this.#length++
    const row = place & (CHUNK_ROWS - 1)
    if (row === 0) this.#chunks.push(emptyChunk())
    const chunk = this.#chunkOf(place)
    chunk.index[row] = index
    chunk.process[row] = process
    chunk.f[row] = this.#names.idOf(f)
    chunk.key[row] = key === undefined ? NO_KEY : this.#names.idOf(key)
    chunk.invokedAt[row] = time
    chunk.completedAt[row] = Infinity
    chunk.completedIndex[row] = Infinity
    chunk.input[row] = value
    chunk.output[row] = undefined
    return place
  }

  complete(
    place: number,
    { index, time, value, error }: HistoryEvent,
    outcome: HistoryOperation['outcome'],
  ): void {
    const row = place & (CHUNK_ROWS - 1)
    const chunk = this.#chunkOf(place)
    chunk.outcome[row] = OUTCOMES.indexOf(outcome)
    chunk.completedAt[row] = time
    chunk.completedIndex[row] = index
    if (outcome === 'ok') chunk.output[row] = shared(value, chunk.input[row])
    else {
      const told = toldBesides(value, chunk.input[row])
      if (told !== undefined) this.#told.set(place, told)
    }
    if (error !== undefined) this.#errors.set(place, this.#sharedError(error))
  }

  f(place: number): string {
    return this.#names.text(this.#chunkOf(place).f[place & (CHUNK_ROWS - 1)] as number)
  }

  at(place: number): HistoryOperation | undefined {
    if (place < 0 || place >= this.#length) return undefined
    const chunk = this.#chunkOf(place)
    const row = place & (CHUNK_ROWS - 1)
    const key = chunk.key[row] as number
    const outcome = OUTCOMES[chunk.outcome[row] as number] as HistoryOperation['outcome']
    const error = this.#errors.size === 0 ? undefined : this.#errors.get(place)
    const told = this.#told.size === 0 ? undefined : this.#told.get(place)
    return {
      index: chunk.index[row] as number,
      process: chunk.process[row] as number,
      f: this.#names.text(chunk.f[row] as number),
      ...(key === NO_KEY ? undefined : { key: this.#names.text(key) }),
      input: chunk.input[row],
      ...(outcome === 'ok' ? { output: chunk.output[row] } : undefined),
      ...(told === undefined ? undefined : { told }),
      outcome,
      ...(error === undefined ? undefined : { error }),
      invokedAt: chunk.invokedAt[row] as number,
      completedAt: chunk.completedAt[row] as number,
      completedIndex: chunk.completedIndex[row] as number,
    }
  }

  *[Symbol.iterator](): Generator<HistoryOperation, void, void> {
    for (let place = 0; place < this.#length; place++) yield this.at(place) as HistoryOperation
  }

  #chunkOf(place: number): Chunk {
    return this.#chunks[place >>> CHUNK_BITS] as Chunk
  }

  /** A cluster that is down says so a million times. */
  #sharedError(error: unknown): unknown {
    return typeof error === 'string' ? this.#names.text(this.#names.idOf(error)) : error
  }
}

function emptyChunk(): Chunk {
  return {
    index: new Float64Array(CHUNK_ROWS),
    process: new Float64Array(CHUNK_ROWS),
    f: new Int32Array(CHUNK_ROWS),
    key: new Int32Array(CHUNK_ROWS),
    outcome: new Uint8Array(CHUNK_ROWS),
    invokedAt: new Float64Array(CHUNK_ROWS),
    completedAt: new Float64Array(CHUNK_ROWS),
    completedIndex: new Float64Array(CHUNK_ROWS),
    input: [],
    output: [],
  }
}

/** Texts by number; equal texts are kept once. */
class Interned {
  readonly #ids = new Map<string, number>()
  readonly #texts: string[] = []

  idOf(text: string): number {
    const known = this.#ids.get(text)
    if (known !== undefined) return known
    const id = this.#texts.length
    this.#texts.push(text)
    this.#ids.set(text, id)
    return id
  }

  text(id: number): string {
    return this.#texts[id] as string
  }
}

/** `other` where it says the same: most answers repeat what was asked for. */
function shared(value: unknown, other: unknown): unknown {
  if (value === other) return other
  if (!Array.isArray(value) || !Array.isArray(other) || value.length !== other.length) return value
  return value.every((item, place) => item === (other as readonly unknown[])[place]) ? other : value
}
