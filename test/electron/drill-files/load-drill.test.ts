/**
 * Goal: every mistake in a drill file is told once, where it stands, with what was expected.
 * Method: one good drill, changed in one place; the place is found again in the text.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  formatDrillFileErrors,
  type DrillFileError,
} from '../../../electron/drill-files/drill-file-error.ts'
import { loadDrill, parseDrill } from '../../../electron/drill-files/load-drill.ts'

const GOOD = `# A drill.
drill: example
question: What happens?
hypothesis: Nothing much.
system: { kind: raft, nodes: 5, election-timeout: 300ms }
workload: { kind: register, clients: 4, keys: 3, rate: 100/s, duration: 20s }
schedule:
  - at: 5s
    fault: { kind: kill, target: leader, name: gone }
  - at: 8s
    fault: { kind: loss, target: n1 -> n2, share: 2%, for: 2s }
  - at: 10s
    undo: gone
expect:
  - { probe: longest-outage, at-most: 2s }
steady: [{ probe: availability, window: 1s, at-least: 0.99 }]
check: [linearizable, election-safety]
abort-when: [{ probe: unavailable, for: 15s }]
zones: [{ name: a, nodes: [n1, n2] }]
`

function errorsOf(text: string, overrides: readonly string[] = []): readonly DrillFileError[] {
  const loaded = parseDrill(text, 'a.yaml', { overrides })
  return loaded.ok ? [] : loaded.errors
}

/** The only error, with the text that it points at up to the end of the line. */
function errorAfter(from: string, to: string): DrillFileError & { readonly at: string } {
  expect(GOOD).toContain(from)
  const text = GOOD.replace(from, to)
  const errors = errorsOf(text)
  expect(errors, formatDrillFileErrors(errors)).toHaveLength(1)
  const [error] = errors
  if (error === undefined) throw new Error('no error')
  return { ...error, at: text.split('\n')[error.line - 1]?.slice(error.column - 1) ?? '' }
}

describe('a good file', () => {
  it('becomes a drill in the units of the core', () => {
    const loaded = parseDrill(GOOD, 'a.yaml')
    if (!loaded.ok) throw new Error(formatDrillFileErrors(loaded.errors))
    const { drill } = loaded
    expect(drill.system.options).toMatchObject({ electionTimeoutMs: 300, heartbeatMs: 80 })
    expect(drill.workload).toMatchObject({ ratePerSecond: 100, durationMs: 20_000 })
    expect(drill.workload.options).toMatchObject({ keys: 3, reads: 2, attemptMs: 500 })
    expect(drill.schedule).toEqual([
      {
        atMs: 5000,
        fault: { kind: 'kill', parameters: {}, target: { type: 'leader' }, name: 'gone' },
      },
      {
        atMs: 8000,
        fault: {
          kind: 'loss',
          parameters: { share: { numerator: 1, denominator: 50 } },
          target: {
            type: 'link',
            from: { type: 'names', names: ['n1'] },
            to: { type: 'names', names: ['n2'] },
            both: false,
          },
          forMs: 2000,
        },
      },
      { atMs: 10_000, undo: 'gone' },
    ])
    expect(drill.steady).toEqual([{ probe: 'availability', windowMs: 1000, atLeast: 0.99 }])
    expect(drill.expect).toEqual([{ probe: 'longest-outage', atMost: 2000 }])
    expect(drill.abortWhen).toEqual([{ probe: 'unavailable', forMs: 15_000 }])
    expect(drill.zones).toEqual({ a: ['n1', 'n2'] })
    expect(drill.recoverWithinMs).toBe(10_000)
  })

  it('checks what the workload and the system promise where it names nothing', () => {
    const loaded = parseDrill(GOOD.replace(/^check:.*\n/m, ''), 'a.yaml')
    expect(loaded.ok && loaded.drill.check).toContain('linearizable')
    expect(loaded.ok && loaded.drill.check).toContain('log-matching')
  })

  it('hands settings of a wrong configuration to the core in its own words', () => {
    const fault = '{ kind: wrong-configuration, target: n1, options: { heartbeat: 2s } }'
    const loaded = parseDrill(GOOD.replace('undo: gone', `fault: ${fault}`), 'a.yaml')
    const entry = loaded.ok ? loaded.drill.schedule[2] : undefined
    const options = entry !== undefined && 'fault' in entry ? entry.fault.parameters['options'] : {}
    expect(options).toMatchObject({ heartbeatMs: 2000, electionTimeoutMs: 300 })
  })
})

describe('a mistake is told where it stands', () => {
  it.each<[string, string, string, RegExp, RegExp]>([
    [
      'kind: kill',
      'kind: kil',
      'kil,',
      /unknown fault "kil" \(did you mean "kill"\?\)/,
      /one of kill, stop/,
    ],
    ['kind: kill, ', '', '{ target', /"kind" is missing/, /one of kill, stop/],
    ['kind: raft', 'kind: paxos', 'paxos', /unknown system "paxos"/, /one of raft, abd/],
    ['kind: register', 'kind: regsiter', 'regsiter', /did you mean "register"/, /one of register/],
    ['hypothesis: Nothing much.\n', '', 'drill: example', /"hypothesis" is missing/, /sentence/],
    ['duration: 20s', 'duration: 20', '20 }', /20 does not fit/, /a duration such as/],
    ['duration: 20s', 'duration: 20sec', '20sec', /"20sec" does not fit/, /a duration such as/],
    ['at: 8s', 'at: 1.5ms', '1.5ms', /"1.5ms" cannot be read/, /a duration such as/],
    ['rate: 100/s', 'rate: fast', 'fast', /"fast" does not fit/, /a rate such as/],
    ['share: 2%', 'share: 2 of 3', '2 of 3', /does not fit/, /a share such as/],
    ['at-least: 0.99', 'at-least: 99', '99 }', /99 does not fit/, /a share such as/],
    ['nodes: 5', 'nodes: 500', '500', /must be at most 200/, /./],
    ['keys: 3', 'kees: 3', 'kees', /unknown key "kees" \(did you mean "keys"\?\)/, /keys/],
    [
      'schedule:',
      'shedule:',
      'shedule',
      /unknown key "shedule" \(did you mean "schedule"\?\)/,
      /./,
    ],
    ['target: leader', 'target: leeder', 'leeder', /did you mean "leader"/, /a target/],
    ['target: leader', 'target: n9', 'n9', /"n9" matches nothing/, /n1 to n5/],
    ['target: leader', 'target: c1', 'c1', /names clients alone/, /a node/],
    [
      'target: leader',
      'target: { random: 6 }',
      '{ random',
      /asks for 6 nodes, and there are 5/,
      /5/,
    ],
    ['target: leader', 'target: { zone: b }', '{ zone', /zone "b" matches nothing/, /a/],
    ['target: leader', 'target: n1 -> n2', 'n1 -> n2', /not a fault of single links/, /nodes/],
    ['n1 -> n2', 'n1 -> n1', 'n1 -> n1', /to itself matches nothing/, /two machines/],
    ['n1 -> n2', 'n1 -> n2 -> n3', 'n1 -> n2 -> n3', /two arrows/, /a target/],
    ['target: leader, ', '', '{ kind: kill', /"target" is missing/, /a target/],
    ['undo: gone', 'undo: gnoe', 'gnoe', /did you mean "gone"/, /one of all, gone/],
    ['at: 10s', 'at: 4s', 'gone', /of that name stands by then/, /./],
    ['at: 10s', 'at: 20s', '20s', /20s never comes/, /before the workload ends at 20s/],
    ['    undo: gone\n', '', 'at: 10s', /nothing happens here/, /either fault or undo/],
    ['election-safety', 'election-safty', 'election-safty', /did you mean "election-safety"/, /./],
    ['probe: unavailable', 'probe: unavailabel', 'unavailabel', /unknown probe/, /unavailable/],
    [', at-most: 2s', '', '{ probe: longest', /held against nothing/, /at-least or at-most/],
    ['[n1, n2]', '[n1, n7]', 'n7', /no node "n7"/, /n1 to n5/],
    [
      'kind: raft',
      'kind: raft, release: local-read',
      'local-read',
      /did you mean "local-reads"/,
      /correct/,
    ],
    [
      'kind: loss',
      'kind: loss, probability: 2',
      'probability',
      /unknown key "probability"/,
      /share/,
    ],
    ['election-timeout: 300ms', 'election-timeout: 1ms', '1ms', /"1ms"/, /at least 2ms/],
    ['raft, nodes: 5', 'abd, nodes: 5', 'election-timeout', /unknown key/, /deadline/],
  ])('%j -> %j', (from, to, at, message, expected) => {
    const error = errorAfter(from, to)
    expect(error.message).toMatch(message)
    expect(error.expected).toMatch(expected)
    expect(error.at.startsWith(at), `${error.line}:${error.column} is "${error.at}"`).toBe(true)
  })

  it.each([
    ['kill, target: leader', 'bad-release, target: n1, release: nope', 'nope', /no release "nope"/],
    [
      'kill, target: leader',
      'wrong-configuration, target: n1, options: { heartbeet: 1s }',
      'heartbeet',
      /unknown key "heartbeet" \(did you mean "heartbeat"\?\)/,
    ],
    [
      'kill, target: leader',
      'wrong-configuration, target: n1, options: { compare: 1s }',
      'compare',
      /raft has no setting "compare"/,
    ],
    ['kill, target: leader', 'add-node, target: n1', 'n1', /add-node takes no target/],
  ])('in a fault: %j -> %j', (from, to, at, message) => {
    const error = errorAfter(from, to)
    expect(error.message).toMatch(message)
    expect(error.at.startsWith(at), error.at).toBe(true)
  })

  it('that no shape can be cut from too few nodes', () => {
    const text = GOOD.replace('nodes: 5', 'nodes: 3').replace(
      'kill, target: leader',
      'partition, shape: majorities-ring',
    )
    expect(errorsOf(text).map(({ message }) => message)).toEqual([
      'the shape majorities-ring cuts nothing among 3 nodes',
    ])
  })

  it('all at once, in the order of the file', () => {
    const text = GOOD.replace('clients: 4', 'clients: none')
      .replace('target: leader', 'traget: leader')
      .replace('probe: availability', 'probe: avail')
    const lines = errorsOf(text).map(({ line }) => line)
    expect(lines).toEqual([...lines].sort((left, right) => left - right))
    expect(new Set(lines)).toEqual(new Set([6, 9, 16]))
  })
})

describe('hostile and broken files', () => {
  it.each([
    ['drill: [', 1, /not YAML/],
    ['drill: a\n  question: b', 1, /not YAML/],
    ['drill: a\ndrill: b', 2, /not YAML: Map keys must be unique/],
    ['drill: !!binary aGFsbG8=\nx: !secret y', 2, /not YAML/],
    ['', 1, /holds no drill/],
    ['- a', 1, /holds no drill/],
    [`drill: ${'['.repeat(100)}${']'.repeat(100)}`, 1, /nested too deeply/],
    [`drill: ${'['.repeat(100_000)}`, 1, /nested too deeply|not YAML/],
    ['drill: &a [*a]', 1, /nested too deeply/],
    [`a: &a [1, 1]\n${laughs(16)}`, 0, /says too much/],
  ])('case %#', (text, line, message) => {
    const [error] = errorsOf(text)
    expect(error?.message).toMatch(message)
    if (line > 0) expect(error?.line).toBe(line)
  })

  it('cannot reach the prototype of anything', () => {
    const errors = errorsOf(`${GOOD}__proto__: { polluted: true }\n`)
    expect(errors.map(({ message }) => message)).toEqual(['unknown key "__proto__"'])
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
  })

  it('are refused unread when they are too large, missing, no file or no text', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'faultline-drill-'))
    try {
      const large = join(folder, 'large.yaml')
      await writeFile(large, `${GOOD}#${'x'.repeat(10 * 1024 * 1024)}`)
      const binary = join(folder, 'binary.yaml')
      await writeFile(binary, Buffer.from([0x64, 0xff, 0xfe, 0x00]))
      const messages: string[] = []
      for (const file of [large, binary, folder, join(folder, 'none.yaml')]) {
        const loaded = await loadDrill(file)
        messages.push(loaded.ok ? 'loaded' : formatDrillFileErrors(loaded.errors))
      }
      expect(messages).toEqual([
        `${large}:1:1: the file is too large (10241 kB); expected at most 256 kB`,
        `${binary}:1:1: the file is not text; expected YAML in UTF-8`,
        `${folder}:1:1: this is not a file; expected a drill file`,
        `${join(folder, 'none.yaml')}:1:1: there is no such file; expected a drill file`,
      ])
    } finally {
      await rm(folder, { recursive: true })
    }
  })
})

/** Lists of lists of aliases that would be 2^depth values. */
function laughs(depth: number): string {
  const lines = Array.from({ length: depth }, (_, index) => {
    const before = String.fromCharCode(97 + index)
    return `${String.fromCharCode(98 + index)}: &${String.fromCharCode(98 + index)} [*${before}, *${before}]`
  })
  return lines.join('\n')
}

describe('--set', () => {
  it('changes a drill before it is checked', () => {
    const overrides = ['workload.duration=12s', 'system.nodes=7', 'schedule.0.at=1s']
    const loaded = parseDrill(GOOD, 'a.yaml', { overrides })
    if (!loaded.ok) throw new Error(formatDrillFileErrors(loaded.errors))
    expect(loaded.drill.workload.durationMs).toBe(12_000)
    expect(loaded.drill.system.nodes).toBe(7)
    expect(loaded.drill.schedule[0]?.atMs).toBe(1000)
  })

  it('adds what was not there', () => {
    const loaded = parseDrill(GOOD, 'a.yaml', { overrides: ['recover-within=3s', 'tags=[x]'] })
    expect(loaded.ok && loaded.drill).toMatchObject({ recoverWithinMs: 3000, tags: ['x'] })
  })

  it.each([
    ['workload.duration=5sec', /^--set workload\.duration=5sec: "5sec" does not fit here/],
    ['workload.durations=5s', /^--set workload\.durations=5s: unknown key "durations"/],
    ['system.release=vote-before-stor', /^--set .*did you mean "vote-before-store"/],
    ['workload', /^--set workload: this cannot be read; expected a path and a value/],
    ['workload.duration=[', /^--set .*this cannot be read/],
    ['drill.name=x', /^--set drill\.name=x: there is nothing to set at drill\.name/],
    ['__proto__.x=1', /^--set .*this cannot be read/],
    ['systems.nodes=3', /^--set systems\.nodes=3: unknown key "systems"/],
  ])('%s is told as what it is', (override, message) => {
    const text = formatDrillFileErrors(errorsOf(GOOD, [override]))
    expect(text).toMatch(message)
    expect(text.split('\n')).toHaveLength(1)
  })
})
