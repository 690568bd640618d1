/**
 * Whether what a run file holds as JSON has the shape that its readers rely on. A file from a
 * stranger may hold any JSON in a sound table; it is refused here rather than half shown.
 */

type Fields = { readonly [name: string]: unknown }
type Test = (value: unknown) => boolean

const text: Test = (value) => typeof value === 'string'
/** JSON writes what is no number, or has no end, as null. */
const number: Test = (value) => value === null || typeof value === 'number'
const oneOf =
  (...words: readonly string[]): Test =>
  (value) =>
    words.some((word) => word === value)
const verdict = oneOf('valid', 'invalid', 'unknown')
const texts: Test = (value) => Array.isArray(value) && value.every(text)

function fields(tests: { readonly [name: string]: Test }): Test {
  return (value) =>
    typeof value === 'object' &&
    value !== null &&
    Object.entries(tests).every(([name, test]) => test((value as Fields)[name]))
}

function optional(test: Test): Test {
  return (value) => value === undefined || test(value)
}

function list(test: Test): Test {
  return (value) => Array.isArray(value) && value.every(test)
}

export const isDrill = fields({
  name: text,
  question: text,
  hypothesis: text,
  tags: texts,
  system: fields({ kind: text, release: text, nodes: number }),
  workload: fields({ kind: text, clients: number, durationMs: number }),
})

export const isVerdictDocument = fields({
  run: text,
  drill: text,
  system: text,
  release: text,
  seed: text,
  verdict,
  checks: list(
    fields({
      name: text,
      verdict,
      summary: text,
      steps: number,
      witness: optional(fields({ sentence: text })),
    }),
  ),
  hypothesis: fields({
    statement: text,
    answer: oneOf('held', 'refuted', 'unknown'),
    measured: list(fields({ expectation: text, value: number, told: optional(text) })),
  }),
  recovery: fields({
    answer: oneOf('recovered', 'not-recovered', 'not-asked', 'unknown'),
    afterMs: number,
  }),
  operations: fields({ ok: number, fail: number, info: number }),
  latencyMs: fields({ p50: number, p95: number, p99: number, p999: number }),
  throughputPerSecond: number,
  availability: number,
  unavailableMs: number,
  elections: number,
  faults: list(
    fields({ kind: text, target: text, atMs: number, undoneAtMs: number, effect: text }),
  ),
  warnings: texts,
  durationMs: number,
})
