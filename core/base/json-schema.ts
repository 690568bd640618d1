/**
 * The part of JSON Schema (draft 2020-12) that Faultline's own schemas use. A schema here is
 * data: the core describes what a drill file may say, a host checks it with a library, and an
 * editor completes from it.
 */
export interface SchemaNote {
  /** One sentence for completion and for error messages: what is expected here. */
  readonly description?: string
  /** Values that an author may want, where no list of them is complete; for completion. */
  readonly examples?: readonly string[]
  /**
   * How people write the value in a file, where that differs from what the core is handed. A
   * property whose name ends in `Ms` is a duration without saying so; see
   * `core/drills/quantities.ts`.
   */
  readonly quantity?: 'ratio' | 'bandwidth' | 'system-options'
}

export type Schema = SchemaNote &
  (
    | ObjectSchema
    | {
        readonly type: 'array'
        readonly items: Schema
        readonly minItems?: number
        readonly maxItems?: number
      }
    | {
        readonly type: 'string'
        readonly enum?: readonly string[]
        readonly pattern?: string
        readonly minLength?: number
        readonly maxLength?: number
        readonly default?: string
      }
    | {
        readonly type: 'integer' | 'number'
        readonly minimum?: number
        readonly maximum?: number
        readonly exclusiveMinimum?: number
        readonly default?: number
      }
    | { readonly type: 'boolean'; readonly default?: boolean }
    | { readonly oneOf: readonly Schema[] }
    | { readonly const: string | number | boolean }
  )

export interface ObjectSchema extends SchemaNote {
  readonly type: 'object'
  readonly properties: { readonly [name: string]: Schema }
  readonly required?: readonly string[]
  readonly additionalProperties: false
}
