/** Integer settings: their schema, and their reading with defaults. */
import { assert } from '../base/assert.ts'
import type { Schema } from '../base/json-schema.ts'

export interface IntegerSetting {
  readonly least: number
  readonly most: number
  readonly otherwise: number
  /** What it is, for messages and completion. */
  readonly says: string
}

export type IntegerSchema = Schema & { readonly default: number }

export function integerSchema(setting: IntegerSetting): IntegerSchema {
  const { least, most, otherwise, says } = setting
  return {
    type: 'integer',
    minimum: least,
    maximum: most,
    default: otherwise,
    description: says,
  }
}

/** The value of option `name`, or its default. The range was checked with the drill file. */
export function integerOption(
  options: { readonly [name: string]: unknown },
  name: string,
  schema: IntegerSchema,
): number {
  const value = options[name] ?? schema.default
  assert(Number.isSafeInteger(value), `option ${name} must be an integer`)
  return value as number
}
