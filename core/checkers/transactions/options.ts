/** What may be asked of the transaction properties, beyond what any property can be asked. */
import type { PropertyOptions } from '../property.ts'
import { CONSISTENCY_MODELS, findConsistencyModel } from './consistency-models.ts'
import type { ConsistencyModel } from './consistency-models.ts'

export interface TransactionOptions extends PropertyOptions {
  /**
   * The models that are to hold, by name; see `findConsistencyModel`. Anomalies that all of them
   * allow are not looked for. As in Elle, `strict-serializable` where nothing is asked.
   */
  readonly consistencyModels?: readonly string[]
  /**
   * `rw-register`: a transaction that reads a key and writes it puts what it wrote after what it
   * read. Where it is not given, that is believed as far as it needs no assumption: it can only be
   * wrong where there is a G1c. True assumes it, as Elle's option does; false leaves it out.
   */
  readonly writesFollowReads?: boolean
  /** `rw-register`: each process meets ever later versions of a key. False by default. */
  readonly sequentialKeys?: boolean
  /** `rw-register`: the versions of a key follow the order of real time. False by default. */
  readonly linearizableKeys?: boolean
}

const DEFAULT_MODELS = ['strict-serializable']

export type ModelsReading =
  | { readonly ok: true; readonly models: readonly ConsistencyModel[] }
  | { readonly ok: false; readonly message: string }

/** The models that `options` ask for, or the sentence that says which one nobody knows. */
export function readModels(options: TransactionOptions): ModelsReading {
  const models: ConsistencyModel[] = []
  for (const name of options.consistencyModels ?? DEFAULT_MODELS) {
    const model = findConsistencyModel(name)
    if (model === undefined) {
      const known = CONSISTENCY_MODELS.join(', ')
      return { ok: false, message: `there is no consistency model "${name}"; known are ${known}` }
    }
    models.push(model)
  }
  return { ok: true, models }
}
