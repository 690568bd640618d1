/**
 * The duties of a host (`core/README.md`), each as a body that runs against any host. A body
 * looks at journals and at what the world shows, never at the host's inside.
 */
import { expect } from 'vitest'
import type { StepEntry } from '../../core/runtime/journal.ts'
import type { ConformanceHost } from './conformance-host.ts'
import { script, textOf, type Line, type Script } from './script-machine.ts'

export interface Body {
  readonly duty: string
  run(host: ConformanceHost): Promise<void>
}

const SLOW_MS = 80
const SLOW_US = SLOW_MS * 1000

function receipt(host: ConformanceHost, node: string, tag: string): StepEntry | undefined {
  return host.steps(node).find(({ input }) => {
    return input.kind === 'message' && (input.body as Script).tag === tag
  })
}

async function received(host: ConformanceHost, node: string, tag: string): Promise<StepEntry> {
  await host.until(`${node} receives ${tag}`, () => receipt(host, node, tag) !== undefined)
  return receipt(host, node, tag) as StepEntry
}

function commandStep(host: ConformanceHost, node: string): StepEntry {
  return host.steps(node).findLast(({ input }) => input.kind === 'command') as StepEntry
}

/** What the latest life of the node was told of its disk. */
function storedPositions(host: ConformanceHost, node: string): number[] {
  const steps = host.steps(node)
  const born = steps.findLastIndex(({ input }) => input.kind === 'start')
  return steps.slice(born).flatMap(({ input }) => (input.kind === 'stored' ? [input.position] : []))
}

function timerSteps(host: ConformanceHost, node: string): StepEntry[] {
  return host.steps(node).filter(({ input }) => input.kind === 'timer')
}

/** What the latest life of the node was given from its disk. */
function restored(host: ConformanceHost, node: string): string[] {
  const start = host.steps(node).findLast(({ input }) => input.kind === 'start')
  return start?.input.kind === 'start' ? start.input.records.map(textOf) : []
}

async function storeAll(host: ConformanceHost, node: string, texts: readonly string[]) {
  for (const [index, text] of texts.entries()) {
    host.tell(node, script({ do: 'store', text }))
    await host.until(`${text} is stored`, () => storedPositions(host, node).includes(index + 1))
  }
}

function lives(host: ConformanceHost, node: string): number {
  return host.steps(node).filter(({ input }) => input.kind === 'start').length
}

async function restart(host: ConformanceHost, node: string): Promise<void> {
  const before = lives(host, node)
  await host.apply({ kind: 'start', node })
  await host.until(`${node} starts again`, () => lives(host, node) > before)
}

async function slowDisk(host: ConformanceHost, node: string): Promise<void> {
  await host.apply({ kind: 'disk', id: 'slow', node, rule: { type: 'slow-fsync', ms: SLOW_MS } })
}

const storeBeforeSend: Body = {
  duty: 'store before send: what follows a record leaves when the record is durable',
  run: async (host) => {
    await host.start(['n1', 'n2'])
    await slowDisk(host, 'n1')
    host.tell('n1', script({ do: 'store', text: 'a' }, { do: 'send', to: 'n2', tag: 'after' }))
    const arrival = await received(host, 'n2', 'after')
    const stored = host.steps('n1').find(({ input }) => input.kind === 'stored')
    expect(stored).toBeDefined()
    const asked = commandStep(host, 'n1')
    expect(arrival.atUs - asked.atUs).toBeGreaterThanOrEqual(SLOW_US)
    expect(arrival.atUs).toBeGreaterThanOrEqual((stored as StepEntry).atUs)
  },
}

const laterStepsWaitToo: Body = {
  duty: 'store before send: a later step waits for the records of an earlier one',
  run: async (host) => {
    await host.start(['n1', 'n2'])
    await slowDisk(host, 'n1')
    host.tell('n1', script({ do: 'store', text: 'a' }))
    host.tell('n1', script({ do: 'send', to: 'n2', tag: 'later' }))
    const arrival = await received(host, 'n2', 'later')
    const asked = host.steps('n1').find(({ input }) => input.kind === 'command') as StepEntry
    expect(arrival.atUs - asked.atUs).toBeGreaterThanOrEqual(SLOW_US)
  },
}

const earlyOvertakes: Body = {
  duty: 'an early send overtakes the disk',
  run: async (host) => {
    await host.start(['n1', 'n2'])
    await host.apply({
      kind: 'disk',
      id: 'slow',
      node: 'n1',
      rule: { type: 'slow-fsync', ms: 1_500 },
    })
    host.tell(
      'n1',
      script(
        { do: 'store', text: 'a' },
        { do: 'send', to: 'n2', tag: 'waits' },
        { do: 'send', to: 'n2', tag: 'overtakes', early: true },
      ),
    )
    const early = await received(host, 'n2', 'overtakes')
    const late = await received(host, 'n2', 'waits')
    expect(early.atUs).toBeLessThan(late.atUs)
    const stored = host.steps('n1').find(({ input }) => input.kind === 'stored') as StepEntry
    expect(early.atUs).toBeLessThan(stored.atUs)
  },
}

const storedGrows: Body = {
  duty: 'stored positions only grow, and reach the last record',
  run: async (host) => {
    await host.start(['n1'])
    const lines = (turn: number): Line[] => [
      { do: 'store', text: `a${turn}` },
      { do: 'store', text: `b${turn}` },
    ]
    for (let turn = 0; turn < 20; turn++) host.tell('n1', script(...lines(turn)))
    await host.until('all is stored', () => storedPositions(host, 'n1').at(-1) === 40)
    const positions = storedPositions(host, 'n1')
    expect(positions).toEqual([...new Set(positions)].sort((left, right) => left - right))
  },
}

const durableSurvives: Body = {
  duty: 'what was reported stored survives the loss of power; what is left is a prefix',
  run: async (host) => {
    await host.start(['n1'])
    await storeAll(host, 'n1', ['a', 'b'])
    await slowDisk(host, 'n1')
    host.tell('n1', script({ do: 'store', text: 'c' }, { do: 'store', text: 'd' }))
    await host.until('c is asked for', () => commandStep(host, 'n1').input.kind === 'command')
    await host.apply({ kind: 'crash', node: 'n1', crash: 'power' })
    await host.until('n1 is down', () => host.state('n1') === 'down')
    const promised = Math.max(...storedPositions(host, 'n1'))
    await restart(host, 'n1')
    const kept = restored(host, 'n1')
    expect(['a', 'b', 'c', 'd'].slice(0, kept.length)).toEqual(kept)
    expect(kept.length).toBeGreaterThanOrEqual(promised)
  },
}

const rewriteIsAtomic: Body = {
  duty: 'a rewrite is atomic: after a crash there is the old content or the new',
  run: async (host) => {
    await host.start(['n1'])
    await storeAll(host, 'n1', ['a', 'b'])
    for (const crash of ['power', 'torn', 'process'] as const) {
      await host.apply({
        kind: 'disk',
        id: 'slow',
        node: 'n1',
        rule: { type: 'slow-fsync', ms: 30 },
      })
      const before = restored(host, 'n1').length === 0 ? ['a', 'b'] : restored(host, 'n1')
      const texts = [`x-${crash}`, `y-${crash}`]
      const marks = host.steps('n1').length
      host.tell('n1', script({ do: 'rewrite', texts }))
      await host.until('the rewrite is asked for', () => host.steps('n1').length > marks)
      await host.apply({ kind: 'crash', node: 'n1', crash })
      await host.until('n1 is down', () => host.state('n1') === 'down')
      await restart(host, 'n1')
      expect([before, texts]).toContainEqual(restored(host, 'n1'))
    }
    await host.apply({ kind: 'lift', id: 'slow' })
    host.tell('n1', script({ do: 'rewrite', texts: ['z'] }, { do: 'store', text: 'behind' }))
    await host.until('the last rewrite is stored', () => storedPositions(host, 'n1').at(-1) === 2)
    await host.apply({ kind: 'crash', node: 'n1', crash: 'power' })
    await host.until('n1 is down', () => host.state('n1') === 'down')
    await restart(host, 'n1')
    expect(restored(host, 'n1')).toEqual(['z', 'behind'])
  },
}

const tornTailIsCut: Body = {
  duty: 'a record that was torn by a crash is dropped, and the machine starts without it',
  run: async (host) => {
    await host.start(['n1'])
    await storeAll(host, 'n1', ['a', 'b'])
    await slowDisk(host, 'n1')
    host.tell('n1', script({ do: 'store', text: 'c'.repeat(500) }))
    await host.until('c is asked for', () => host.steps('n1').filter(isCommand).length === 3)
    await host.apply({ kind: 'crash', node: 'n1', crash: 'torn' })
    await host.until('n1 is down', () => host.state('n1') === 'down')
    await restart(host, 'n1')
    expect(restored(host, 'n1')).toEqual(['a', 'b'])
    expect(host.state('n1')).toBe('up')
  },
}

const damageStops: Body = {
  duty: 'damage is no torn tail: no machine is started on it',
  run: async (host) => {
    await host.start(['n1'])
    await storeAll(host, 'n1', ['a', 'b', 'c', 'd', 'e'])
    await host.apply({ kind: 'crash', node: 'n1', crash: 'process' })
    await host.until('n1 is down', () => host.state('n1') === 'down')
    await host.apply({ kind: 'flip-bit', node: 'n1', where: 'middle' })
    await host.apply({ kind: 'start', node: 'n1' }).catch(() => undefined)
    await host.until('n1 fails', () => host.state('n1') === 'failed')
    expect(lives(host, 'n1')).toBe(1)
  },
}

const timersFireOnce: Body = {
  duty: 'timers fire once; setting an armed timer moves it; a cleared one does not fire',
  run: async (host) => {
    await host.start(['n1'])
    host.tell(
      'n1',
      script(
        { do: 'timer', name: 'moved', afterMs: 20 },
        { do: 'timer', name: 'cleared', afterMs: 20 },
        { do: 'timer', name: 'moved', afterMs: 60 },
        { do: 'clear', name: 'cleared' },
        { do: 'timer', name: 'last', afterMs: 120 },
      ),
    )
    const isLast = ({ input }: StepEntry): boolean =>
      input.kind === 'timer' && input.name === 'last'
    await host.until('the last timer fires', () => host.steps('n1').some(isLast))
    const fired = timerSteps(host, 'n1')
    expect(fired.map(({ input }) => input.kind === 'timer' && input.name)).toEqual([
      'moved',
      'last',
    ])
    const asked = commandStep(host, 'n1')
    expect((fired[0] as StepEntry).now - asked.now).toBeGreaterThanOrEqual(60)
    expect((fired[1] as StepEntry).now - asked.now).toBeGreaterThanOrEqual(120)
  },
}

const timersFollowTheRate: Body = {
  duty: 'a clock that runs fast takes its timers with it',
  run: async (host) => {
    await host.start(['n1'])
    await host.apply({ kind: 'clock-rate', id: 'fast', node: 'n1', partsPerMillion: 3_000_000 })
    host.tell('n1', script({ do: 'timer', name: 't', afterMs: 8_000 }))
    await host.until('the timer fires', () => timerSteps(host, 'n1').length === 1)
    const fired = timerSteps(host, 'n1')[0] as StepEntry
    const asked = commandStep(host, 'n1')
    const trueUs = fired.atUs - asked.atUs
    expect(fired.now - asked.now).toBeGreaterThanOrEqual(8_000)
    // Two seconds by a true clock; anything much under eight shows that it was not a true one.
    expect(trueUs).toBeGreaterThanOrEqual(1_990_000)
    expect(trueUs).toBeLessThan(7_000_000)
    expect((await host.evidence())['fast']?.clockMovedMs).toBeGreaterThan(5_000)
  },
}

const stepsLeaveTimersAlone: Body = {
  duty: 'a clock that steps moves what the machine reads, and no timer',
  run: async (host) => {
    await host.start(['n1'])
    host.tell('n1', script({ do: 'timer', name: 't', afterMs: 300 }))
    await host.until('the timer is set', () => host.steps('n1').some(isCommand))
    await host.apply({ kind: 'clock-step', node: 'n1', byMs: 60_000 })
    await host.until('the timer fires', () => timerSteps(host, 'n1').length === 1)
    const fired = timerSteps(host, 'n1')[0] as StepEntry
    const asked = commandStep(host, 'n1')
    expect(fired.atUs - asked.atUs).toBeGreaterThanOrEqual(299_000)
    expect(fired.now - asked.now).toBeGreaterThanOrEqual(60_300)
  },
}

const strobesGoToAndFro: Body = {
  duty: 'a clock that strobes is wrong and right in turn, and right when it is lifted',
  run: async (host) => {
    await host.start(['n1'])
    await host.apply({ kind: 'clock-strobe', id: 'two', node: 'n1', byMs: 60_000, everyMs: 20 })
    const offsets = (): Set<number> =>
      new Set(host.steps('n1').map(({ now, atUs }) => Math.round((now - atUs / 1000) / 60_000)))
    // Both halves are met sooner or later: turns of the machine fall where they fall.
    for (let turn = 0; turn < 60; turn++) {
      const marks = timerSteps(host, 'n1').length
      host.tell('n1', script({ do: 'timer', name: 't', afterMs: 7 }))
      await host.until('the timer fires', () => timerSteps(host, 'n1').length > marks)
    }
    expect(offsets().size).toBe(2)
    await host.apply({ kind: 'lift', id: 'two' })
    host.tell('n1', script({ do: 'timer', name: 'last', afterMs: 300 }))
    const isLast = ({ input }: StepEntry): boolean =>
      input.kind === 'timer' && input.name === 'last'
    await host.until('the last timer fires', () => host.steps('n1').some(isLast))
    const begun = host.steps('n1')[0] as StepEntry
    const last = host.steps('n1').findLast(isLast) as StepEntry
    const passedMs = (last.atUs - begun.atUs) / 1000
    expect(Math.abs(last.now - begun.now - passedMs)).toBeLessThan(1_000)
    expect((await host.evidence())['two']?.clockMovedMs).toBe(60_000)
  },
}

const corruptionIsRefused: Body = {
  duty: 'messages are never altered: what is damaged on its way is dropped',
  run: async (host) => {
    await host.start(['n1', 'n2'])
    const rule = { type: 'corrupt', probability: { numerator: 1, denominator: 1 } } as const
    await host.apply({ kind: 'link', id: 'noise', from: 'n1', to: 'n2', rule })
    host.tell('n1', script({ do: 'send', to: 'n2', tag: 'damaged' }))
    await host.until('it is sent', () => host.steps('n1').some(isCommand))
    await host.apply({ kind: 'lift', id: 'noise' })
    host.tell('n1', script({ do: 'send', to: 'n2', tag: 'whole' }))
    await received(host, 'n2', 'whole')
    expect(receipt(host, 'n2', 'damaged')).toBeUndefined()
    expect((await host.evidence())['noise']?.corrupted).toBe(1)
  },
}

const throwingEnds: Body = {
  duty: 'a step that throws ends the machine, and nothing of that step leaves',
  run: async (host) => {
    await host.start(['n1', 'n2'])
    host.tell('n1', script({ do: 'send', to: 'n2', tag: 'before' }))
    await received(host, 'n2', 'before')
    host.tell('n1', script({ do: 'send', to: 'n2', tag: 'with it' }, { do: 'break' }))
    await host.until('n1 fails', () => host.state('n1') === 'failed')
    host.tell('n2', script({ do: 'timer', name: 'a while', afterMs: 100 }))
    await host.until('a while passes', () => timerSteps(host, 'n2').length === 1)
    expect(receipt(host, 'n2', 'with it')).toBeUndefined()
    expect(lives(host, 'n1')).toBe(1)
  },
}

const closedConnectionIsHeard: Body = {
  duty: 'the end of a peer is heard, once for each peer',
  run: async (host) => {
    await host.start(['n1', 'n2'])
    const back: Line[] = [{ do: 'send', to: 'n1', tag: 'pong' }]
    host.tell('n1', script({ do: 'send', to: 'n2', tag: 'ping', script: back }))
    await received(host, 'n1', 'pong')
    await host.apply({ kind: 'crash', node: 'n2', crash: 'process' })
    const heard = (): StepEntry[] =>
      host.steps('n1').filter(({ input }) => input.kind === 'disconnected' && input.peer === 'n2')
    await host.until('n1 hears it', () => heard().length > 0)
    host.tell('n1', script({ do: 'timer', name: 'a while', afterMs: 100 }))
    await host.until('a while passes', () => timerSteps(host, 'n1').length === 1)
    expect(heard()).toHaveLength(1)
  },
}

function isCommand({ input }: StepEntry): boolean {
  return input.kind === 'command'
}

export const BODIES: readonly Body[] = [
  storeBeforeSend,
  laterStepsWaitToo,
  earlyOvertakes,
  storedGrows,
  durableSurvives,
  rewriteIsAtomic,
  tornTailIsCut,
  damageStops,
  timersFireOnce,
  timersFollowTheRate,
  stepsLeaveTimersAlone,
  strobesGoToAndFro,
  corruptionIsRefused,
  throwingEnds,
  closedConnectionIsHeard,
]
