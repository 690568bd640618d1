/**
 * How a value changed over time, kept as its changes alone: the whole past of a machine's
 * inspection takes little more memory than its numbers, and any moment of it is a binary search.
 * Objects are followed field by field.
 */
import { sameValue } from '../../../core/store/operation.ts'
import { areTexts, BadPageError, listsOf } from './page-shape.ts'
import { lastAtMost } from '../../../core/base/last-at-most.ts'

/** Stands for an object with these fields; their values have histories of their own. */
class Fields {
  readonly names: readonly string[]

  constructor(names: readonly string[]) {
    this.names = names
  }
}

/** As a page of a run file keeps it. */
export interface PlainValueHistory {
  readonly times: readonly number[]
  readonly values: readonly unknown[]
  /** Where a value is an object, the names of its fields; nothing where none ever was. */
  readonly fields: readonly (readonly string[] | null)[]
  readonly inner: readonly (readonly [name: string, history: PlainValueHistory])[]
}

/** A number, a text, a list as it was; or `Fields`. */
type Kept = unknown

/** Deeper objects are kept as they were, like lists. */
const DEPTH_MAX = 4

export class ValueHistory {
  readonly #depth: number
  readonly #times: number[] = []
  readonly #values: Kept[] = []
  readonly #fields = new Map<string, ValueHistory>()

  constructor(depth = DEPTH_MAX) {
    this.#depth = depth
  }

  /** Moments never fall; of several records of one moment the last counts. */
  record(atUs: number, value: unknown): void {
    if (this.#depth > 0 && isRecord(value)) this.#recordFields(atUs, value)
    else if (!this.#isLast(value)) this.#push(atUs, copyOf(value))
  }

  /** Undefined before the first record. */
  at(atUs: number): unknown {
    const value = this.#values[lastAtMost(this.#times, atUs)]
    if (value instanceof Fields) {
      return Object.fromEntries(value.names.map((name) => [name, this.#fields.get(name)?.at(atUs)]))
    }
    return copyOf(value)
  }

  /** Plain data, from which `fromPlain` makes the same history again. */
  toPlain(): PlainValueHistory {
    const values = this.#values.map((value) => (value instanceof Fields ? null : value))
    const fields = this.#values.map((value) => (value instanceof Fields ? value.names : null))
    const inner = Array.from(this.#fields, ([name, field]) => [name, field.toPlain()] as const)
    const flat = fields.every((names) => names === null)
    return { times: this.#times, values, fields: flat ? [] : fields, inner }
  }

  /** Throws `BadPageError` for data that is none of ours. */
  static fromPlain(plain: unknown, depth = DEPTH_MAX): ValueHistory {
    const { times, values, fields, inner } = listsOf(plain, 'times', 'values', 'fields', 'inner')
    const history = new ValueHistory(depth)
    const wrong = depth < 0 || times.length !== values.length || fields.length > times.length
    if (wrong || !times.every(Number.isFinite)) throw new BadPageError('its times make no sense')
    for (const [place, value] of values.entries()) {
      const names = fields[place] ?? null
      if (names !== null && !areTexts(names)) throw new BadPageError('its fields make no sense')
      history.#push(times[place] as number, names === null ? value : new Fields(names))
    }
    for (const pair of inner) {
      if (!Array.isArray(pair)) throw new BadPageError('its fields make no sense')
      const [name, field] = pair as readonly unknown[]
      history.#fields.set(String(name), ValueHistory.fromPlain(field, depth - 1))
    }
    return history
  }

  #recordFields(atUs: number, value: { readonly [name: string]: unknown }): void {
    const names = Object.keys(value)
    const last = this.#values.at(-1)
    if (!(last instanceof Fields) || !sameNames(last.names, names)) {
      this.#push(atUs, new Fields(names))
    }
    for (const name of names) {
      let field = this.#fields.get(name)
      if (field === undefined) {
        field = new ValueHistory(this.#depth - 1)
        this.#fields.set(name, field)
      }
      field.record(atUs, value[name])
    }
  }

  #isLast(value: unknown): boolean {
    if (this.#values.length === 0) return false
    const last = this.#values[this.#values.length - 1]
    if (typeof value !== 'object' || last instanceof Fields) return Object.is(last, value)
    return sameValue(last, value)
  }

  #push(atUs: number, value: Kept): void {
    this.#times.push(atUs)
    this.#values.push(value)
  }
}

function isRecord(value: unknown): value is { readonly [name: string]: unknown } {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Uint8Array)
  )
}

function copyOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? structuredClone(value) : value
}

function sameNames(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((name, place) => name === right[place])
}
