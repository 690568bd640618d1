/**
 * The steps of a transaction as histories spell them: `["r", key, value]`, in Jepsen's EDN
 * `[:r key value]`. What stands in the third place is up to the workload.
 */
export interface MicroOperation {
  /** Without the colon of a keyword: `r`, `w`, `append`. */
  readonly f: string
  readonly key: string
  readonly value: unknown
}

/** `undefined` where `value` is not a list of such steps. */
export function microOperations(value: unknown): readonly MicroOperation[] | undefined {
  if (!Array.isArray(value)) return undefined
  const steps: MicroOperation[] = []
  for (const step of value as readonly unknown[]) {
    if (!Array.isArray(step)) return undefined
    const [f, key, third = null] = step as readonly unknown[]
    if (typeof f !== 'string') return undefined
    steps.push({ f: f.replace(/^:/, ''), key: keyName(key), value: third })
  }
  return steps
}

/** The name of a key that histories spell as a keyword, a text or any other value. */
export function keyName(key: unknown): string {
  return typeof key === 'string' ? key.replace(/^:/, '') : JSON.stringify(key)
}
