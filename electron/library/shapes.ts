/**
 * Whether what a run file holds as JSON has the shape that its readers rely on. A file from a
 * stranger may hold any JSON in a sound table; it is refused here rather than half shown.
 */

type Fields = { readonly [name: string]: unknown }
type Test = (value: unknown) => boolean

/** Longer names are none. */
const WORD_LENGTH_MAX = 256

const text: Test = (value) => typeof value === 'string'
/** What names something. */
const word: Test = (value) => typeof value === 'string' && value.length <= WORD_LENGTH_MAX
const flag: Test = (value) => typeof value === 'boolean'
const finite: Test = (value) => typeof value === 'number' && Number.isFinite(value)
/** JSON writes what is no number, or has no end, as null. */
const figure: Test = (value) => value === null || finite(value)
const texts: Test = (value) => Array.isArray(value) && value.every(text)
const words: Test = (value) => Array.isArray(value) && value.every(word)
const record: Test = (value) => isObject(value)

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function oneOf(...words: readonly string[]): Test {
  return (value) => words.some((word) => word === value)
}

function fields(tests: { readonly [name: string]: Test }): Test {
  const entries = Object.entries(tests)
  return (value) => isObject(value) && entries.every(([name, test]) => test(value[name]))
}

function optional(test: Test): Test {
  return (value) => value === undefined || test(value)
}

function either(...tests: readonly Test[]): Test {
  return (value) => tests.some((test) => test(value))
}

function list(test: Test): Test {
  return (value) => Array.isArray(value) && value.every(test)
}

/** Selectors hold selectors; no drill nests them deeper. */
const SELECTOR_DEPTH_MAX = 8

function selector(depth = 0): Test {
  if (depth > SELECTOR_DEPTH_MAX) return () => false
  // Made only when a value is that deep.
  const inner: Test = (value) => selector(depth + 1)(value)
  return either(
    fields({ type: oneOf('names'), names: words }),
    fields({
      type: oneOf('leader', 'followers', 'minority', 'majority', 'all', 'random', 'clients'),
      count: optional(finite),
    }),
    fields({ type: oneOf('zone'), zone: word }),
    fields({ type: oneOf('link'), from: inner, to: inner, both: flag }),
    fields({ type: oneOf('groups'), groups: list(inner) }),
    fields({ type: oneOf('with'), selectors: list(inner) }),
  )
}

const fault = fields({
  kind: word,
  target: optional(selector()),
  parameters: record,
  forMs: optional(finite),
  name: optional(word),
})

const bounds = { atLeast: optional(finite), atMost: optional(finite) }

export const isDrill = fields({
  name: word,
  question: text,
  hypothesis: text,
  expect: list(
    fields({
      probe: word,
      during: optional(fields({ fromMs: finite, toMs: finite })),
      ...bounds,
    }),
  ),
  tags: words,
  system: fields({ kind: word, release: word, nodes: finite, options: record }),
  workload: fields({
    kind: word,
    clients: finite,
    ratePerSecond: optional(finite),
    durationMs: finite,
    options: record,
  }),
  schedule: list(either(fields({ atMs: finite, fault }), fields({ atMs: finite, undo: word }))),
  random: optional(
    fields({
      kinds: list(fault),
      everyMs: finite,
      lastsMs: fields({ from: finite, to: finite }),
      atMostActive: finite,
      startMs: finite,
      endMs: finite,
    }),
  ),
  steady: list(fields({ probe: word, windowMs: finite, ...bounds })),
  recoverWithinMs: finite,
  check: words,
  abortWhen: list(fields({ probe: word, forMs: finite, ...bounds })),
  zones: (value) => isObject(value) && Object.values(value).every(words),
})

const verdict = oneOf('valid', 'invalid', 'unknown')

const historyEvent = fields({
  index: finite,
  time: finite,
  process: finite,
  type: oneOf('invoke', 'ok', 'fail', 'info'),
  f: word,
  key: optional(text),
})

const nodeReport = fields({
  atUs: finite,
  node: word,
  incarnation: finite,
  event: fields({ type: word }),
})

export const isVerdictDocument = fields({
  run: text,
  drill: word,
  system: word,
  release: word,
  seed: text,
  simulated: optional(flag),
  verdict,
  checks: list(
    fields({
      name: word,
      verdict,
      summary: text,
      steps: figure,
      witness: optional(
        fields({
          sentence: text,
          events: optional(list(historyEvent)),
          reports: optional(list(nodeReport)),
        }),
      ),
    }),
  ),
  hypothesis: fields({
    statement: text,
    answer: oneOf('held', 'refuted', 'unknown'),
    measured: list(fields({ expectation: text, value: figure, told: optional(text) })),
  }),
  recovery: fields({
    answer: oneOf('recovered', 'not-recovered', 'not-asked', 'unknown'),
    afterMs: figure,
  }),
  operations: fields({ ok: figure, fail: figure, info: figure }),
  latencyMs: fields({ p50: figure, p95: figure, p99: figure, p999: figure }),
  throughputPerSecond: figure,
  availability: figure,
  unavailableMs: figure,
  elections: figure,
  faults: list(
    fields({
      kind: word,
      target: text,
      atMs: figure,
      undoneAtMs: figure,
      proven: optional(flag),
      effect: text,
    }),
  ),
  warnings: texts,
  durationMs: figure,
})
