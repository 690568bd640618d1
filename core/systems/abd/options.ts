/** The settings of a replica, with their limits. */
import type { ObjectSchema } from '../../base/json-schema.ts'
import { assert } from '../../base/assert.ts'

export interface AbdOptions {
  readonly deadlineMs: number
  readonly retransmitMs: number
  readonly compareMs: number
  readonly inFlightMax: number
  readonly compactAtRecords: number
}

export const ABD_OPTIONS: ObjectSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    deadlineMs: {
      type: 'integer',
      minimum: 10,
      maximum: 60_000,
      default: 400,
      description: 'how long a coordinator waits for a majority before it gives up, ms',
    },
    retransmitMs: {
      type: 'integer',
      minimum: 5,
      maximum: 10_000,
      default: 50,
      description: 'how often a silent replica is asked again, ms',
    },
    compareMs: {
      type: 'integer',
      minimum: 0,
      maximum: 60_000,
      default: 500,
      description: 'how often replicas compare their states, ms; 0 never',
    },
    inFlightMax: {
      type: 'integer',
      minimum: 1,
      maximum: 100_000,
      default: 1024,
      description: 'operations that one node coordinates at a time; more are refused',
    },
    compactAtRecords: {
      type: 'integer',
      minimum: 16,
      maximum: 10_000_000,
      default: 20_000,
      description: 'records on the disk that make it worth writing anew',
    },
  },
}

/** Reads the settings of a spec; what is absent takes its default. */
export function abdOptions(given: { readonly [name: string]: unknown }): AbdOptions {
  const read = (name: keyof AbdOptions): number => {
    const schema = ABD_OPTIONS.properties[name] as { readonly default: number }
    const value = given[name] ?? schema.default
    assert(Number.isInteger(value), `option ${name} of abd is not an integer`)
    return value as number
  }
  return {
    deadlineMs: read('deadlineMs'),
    retransmitMs: read('retransmitMs'),
    compareMs: read('compareMs'),
    inFlightMax: read('inFlightMax'),
    compactAtRecords: read('compactAtRecords'),
  }
}
