/**
 * What the properties of this folder share: a pass over a list in slices, a book of the anomalies
 * that were met, and the judgement that follows from it. It knows no property.
 */
import { isTimed } from '../../history/operation.ts'
import type { HistoryOperation } from '../../history/operation.ts'
import { listed } from '../listed.ts'
import { Pace } from '../pace.ts'
import { forEach, found, grouped } from '../sliced.ts'
import { eventsOf } from '../witness/events-of.ts'
import { Teller } from '../witness/teller.ts'
import type {
  Anomaly,
  HistoryProperty,
  Judging,
  PropertyOptions,
  ReadHistory,
  Sliced,
} from '../property.ts'

/** What a property of counting looks at. */
export interface Ledger {
  readonly operations: readonly HistoryOperation[]
  readonly options: PropertyOptions
  readonly teller: Teller
  readonly book: AnomalyBook
  /** Of all that the property does. */
  readonly pace: Pace
  /** Does `each` for all items, in slices. */
  pass<Item>(items: Iterable<Item>, each: (item: Item) => void): Sliced<void>
}

/** How a pass over a history ends, where nothing was found to be wrong. */
export type Account =
  | { readonly kind: 'sound'; readonly summary: string }
  /** Not enough was seen to decide. */
  | { readonly kind: 'open'; readonly summary: string }
  | { readonly kind: 'misfit'; readonly message: string; readonly operation?: HistoryOperation }

interface Accounting {
  readonly name: string
  readonly summary: string
  readonly operations: readonly string[]
  /** Anomalies that make the verdict `invalid`, worst first. */
  readonly refusing: readonly string[]
  /** Anomalies that are told, and change no verdict. */
  readonly noting?: readonly string[]
  audit(ledger: Ledger): Sliced<Account>
}

export function accounting(property: Accounting): HistoryProperty {
  const { name, summary, operations } = property
  return {
    name,
    summary,
    operations,
    judge: (history, options) => judge(property, history, options),
  }
}

function* judge(
  property: Accounting,
  history: ReadHistory,
  options: PropertyOptions,
): Sliced<Judging> {
  const operations = yield* listed(history.operations)
  const pace = new Pace()
  const stranger = yield* found(operations, ({ f }) => !property.operations.includes(f), pace)
  if (stranger !== undefined) {
    const message = `"${stranger.f}" is no operation of ${property.name}; expected ${property.operations.join(', ')}`
    return { ok: false, message, operation: stranger }
  }
  const timed = isTimed(operations)
  const book = new AnomalyBook([...property.refusing, ...(property.noting ?? [])])
  const account = yield* property.audit({
    operations,
    options,
    book,
    pace,
    teller: new Teller(options.telling ?? { timed }),
    pass: (items, each) => forEach(items, each, pace),
  })
  if (account.kind === 'misfit') {
    const { message, operation } = account
    return { ok: false, message, ...(operation && { operation }) }
  }
  const { anomalies } = book
  const [worst] = anomalies
  const invalid = worst !== undefined && property.refusing.includes(worst.type)
  return {
    ok: true,
    judgement: {
      verdict: invalid ? 'invalid' : account.kind === 'open' ? 'unknown' : 'valid',
      summary: invalid ? anomalies.map(inWords).join(', ') : account.summary,
      steps: pace.steps,
      ...(invalid && { witness: worst.witness }),
      ...(anomalies.length > 0 && { anomalies }),
    },
  }
}

function inWords({ type, count }: Anomaly): string {
  return `${type} ${count} ${count === 1 ? 'time' : 'times'}`
}

/** Counts anomalies by type and keeps the first of each as its witness. */
export class AnomalyBook {
  readonly #found = new Map<string, Anomaly>()
  readonly #order: readonly string[]

  /** `order`: every type that may be met, worst first. */
  constructor(order: readonly string[]) {
    this.#order = order
  }

  /** `sentence` is asked for once a type. */
  add(type: string, sentence: () => string, operations: readonly HistoryOperation[]): void {
    const known = this.#found.get(type)
    const witness = known?.witness ?? {
      sentence: sentence(),
      events: eventsOf([...new Set(operations)]),
    }
    this.#found.set(type, { type, count: (known?.count ?? 0) + 1, witness })
  }

  /** Worst first. */
  get anomalies(): readonly Anomaly[] {
    return this.#order.flatMap((type) => this.#found.get(type) ?? [])
  }
}

/** The operations of each key, in their order; a history without keys is one object. */
export function* byKey({
  operations,
  pace,
}: Ledger): Sliced<Iterable<readonly HistoryOperation[]>> {
  const objects = yield* grouped(operations, ({ key }) => key, pace)
  return objects.values()
}

/** `" of basket"`, or nothing where the history names no key. */
export function ofKey({ key }: Pick<HistoryOperation, 'key'>): string {
  return key === undefined ? '' : ` of ${key}`
}

/** A process's acknowledged operation ended before the other began. */
export function precedes(earlier: HistoryOperation, later: HistoryOperation): boolean {
  return earlier.outcome === 'ok' && earlier.completedIndex < later.index
}
