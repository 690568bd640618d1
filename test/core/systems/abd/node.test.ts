/**
 * Goal: each rule of one replica and coordinator, by itself. Method: one node, stepped by hand;
 * the test plays its disk, its peers and its client.
 */
import { describe, expect, it } from 'vitest'
import type { Effect } from '../../../../core/runtime/effect.ts'
import type { DiskRecord, Input, Message, Operation } from '../../../../core/runtime/machine.ts'
import { Stepper } from '../../../../core/runtime/stepper.ts'
import { abd } from '../../../../core/systems/abd/index.ts'

const LIFE_DURABLE: Input = { kind: 'stored', position: 1 }
const READ: Operation = { f: 'read', key: 'x' }
const WRITE: Operation = { f: 'write', key: 'x', value: 7 }

interface Setting {
  readonly members?: readonly string[]
  readonly records?: readonly DiskRecord[]
  readonly options?: { readonly [name: string]: unknown }
}

/** Node n1, after its start; `step` gives the effects. */
function node(setting: Setting = {}) {
  const { members = ['n1', 'n2', 'n3'], records = [], options = {} } = setting
  const machine = abd.createNode({
    role: 'node',
    id: 'n1',
    system: 'abd',
    release: 'correct',
    members,
    options: { compareMs: 0, ...options },
  })
  const stepper = new Stepper({ machine, id: 'n1', seed: 'test' })
  const step = (input: Input): readonly Effect[] => stepper.step(input, 0)
  const started = step({ kind: 'start', records })
  let attempt = 0
  return {
    step,
    started,
    stepper,
    state: () => abd.describe(stepper.inspect()).state,
    ask: (operation: Operation, number = ++attempt) =>
      step({
        kind: 'request',
        request: { from: 'c1', session: 0, sequence: number, attempt: number, operation },
      }),
    hear: (from: string, body: object) => step({ kind: 'message', from, body: body as Message }),
    stored: (position: number) => step({ kind: 'stored', position }),
    ticks: (count: number) =>
      Array.from({ length: count }, () => step({ kind: 'timer', name: 'retransmit' })).flat(),
  }
}

function repliesOf(effects: readonly Effect[]) {
  return effects.flatMap((effect) => (effect.kind === 'reply' ? [effect.result] : []))
}

function sendsOf(effects: readonly Effect[], type: string) {
  return effects.flatMap((effect) =>
    effect.kind === 'send' && effect.body.type === type
      ? [{ to: effect.to, early: effect.early, body: effect.body as Message & { tag?: object } }]
      : [],
  )
}

const tag = (counter: number, writer = 'n2') => ({ counter, node: writer, life: 1, round: counter })
const answer = (round: number, counter: number, value: unknown) => ({
  ...{ type: 'query-reply', life: 1, round, value },
  tag: counter === 0 ? { counter: 0, node: '', life: 0, round: 0 } : tag(counter),
})
const ack = (round: number, life = 1) => ({ type: 'update-ack', life, round })

describe('a read', () => {
  it('answers at once where a whole majority agrees', () => {
    const n1 = node()
    n1.step(LIFE_DURABLE)
    expect(sendsOf(n1.ask(READ), 'query').map(({ to }) => to)).toEqual(['n2', 'n3'])
    const effects = n1.hear('n2', answer(1, 0, null))
    expect(repliesOf(effects)).toEqual([{ status: 'ok', value: null }])
    expect(sendsOf(effects, 'update')).toEqual([])
  })

  it('stores what it found before it answers where they differ', () => {
    const n1 = node()
    n1.step(LIFE_DURABLE)
    n1.ask(READ)
    const effects = n1.hear('n2', answer(1, 4, 'new'))
    expect(repliesOf(effects)).toEqual([])
    expect(sendsOf(effects, 'update')).toMatchObject([
      { to: 'n3', body: { tag: tag(4), value: 'new' } },
    ])
    expect(repliesOf(n1.stored(2))).toEqual([{ status: 'ok', value: 'new' }])
  })

  it('does not vouch for what its own disk has not kept', () => {
    const n1 = node()
    n1.step(LIFE_DURABLE)
    n1.hear('n2', { type: 'update', life: 1, round: 9, key: 'x', tag: tag(4), value: 'new' })
    n1.ask(READ)
    expect(repliesOf(n1.hear('n2', answer(1, 4, 'new')))).toEqual([])
    expect(repliesOf(n1.stored(2))).toEqual([{ status: 'ok', value: 'new' }])
  })

  it('fails when no majority answers', () => {
    const n1 = node()
    n1.ask(READ)
    expect(repliesOf(n1.ticks(7))).toEqual([])
    expect(repliesOf(n1.ticks(1))).toEqual([{ status: 'fail', error: 'no-quorum' }])
    expect(n1.stepper.inspect()['inFlight']).toBe(0)
  })
})

describe('a write', () => {
  it('goes above the highest tag of a majority, and waits for a majority to keep it', () => {
    const n1 = node()
    n1.step(LIFE_DURABLE)
    n1.ask(WRITE)
    const effects = n1.hear('n3', answer(1, 4, 'old'))
    const update = { tag: { counter: 5, node: 'n1', life: 1, round: 1 }, value: 7 }
    expect(sendsOf(effects, 'update').map(({ body }) => body)).toMatchObject([update, update])
    expect(repliesOf(n1.hear('n2', ack(1)))).toEqual([])
    expect(repliesOf(n1.hear('n2', ack(1)))).toEqual([])
    expect(repliesOf(n1.stored(2))).toEqual([{ status: 'ok' }])
    expect(repliesOf(n1.hear('n3', ack(1)))).toEqual([])
  })

  it.each([
    ['fails before anything was stored', [], { status: 'fail', error: 'no-quorum' }],
    ['is unknown afterwards', [answer(1, 0, null)], { status: 'info', error: 'no-quorum' }],
  ])('without a majority it %s', (_, heard, expected) => {
    const n1 = node({ members: ['n1', 'n2', 'n3', 'n4', 'n5'] })
    n1.step(LIFE_DURABLE)
    n1.ask(WRITE)
    for (const body of heard) {
      n1.hear('n2', body)
      n1.hear('n3', body)
    }
    expect(repliesOf(n1.ticks(8))).toEqual([expected])
  })

  it('is carried out once, however often the network repeats it', () => {
    const n1 = node()
    n1.ask(WRITE, 5)
    expect(n1.ask(WRITE, 5)).toEqual([])
    expect(n1.ask(WRITE, 4)).toEqual([])
    expect(sendsOf(n1.ask(WRITE, 6), 'query')).toHaveLength(2)
  })

  it('never takes a tag of an earlier life, nor an answer meant for it', () => {
    const records = [{ type: 'life', life: 1 }]
    const n1 = node({ records })
    expect(n1.started).toMatchObject([{ kind: 'store', record: { type: 'life', life: 2 } }])
    n1.step(LIFE_DURABLE)
    n1.ask(WRITE)
    expect(n1.hear('n2', answer(1, 0, null))).toEqual([])
    const effects = n1.hear('n2', { ...answer(1, 0, null), life: 2 })
    expect(sendsOf(effects, 'update')[0]?.body.tag).toMatchObject({ life: 2, round: 1 })
  })

  it('waits for the number of its life to be durable', () => {
    const n1 = node()
    expect(sendsOf(n1.ask(WRITE), 'query').map(({ early }) => early)).toEqual([false, false])
    n1.step(LIFE_DURABLE)
    expect(sendsOf(n1.ask(WRITE), 'query').map(({ early }) => early)).toEqual([true, true])
  })
})

describe('a replica', () => {
  const update = { type: 'update', life: 1, round: 9, key: 'x', tag: tag(4), value: 'new' }

  it('tells of a value, and acknowledges it, only when it is durable', () => {
    const n1 = node()
    n1.step(LIFE_DURABLE)
    expect(sendsOf(n1.hear('n2', update), 'update-ack')).toMatchObject([{ early: false }])
    const query = { type: 'query', life: 1, round: 3, key: 'x' }
    expect(sendsOf(n1.hear('n3', query), 'query-reply')).toMatchObject([{ early: false }])
    n1.stored(2)
    expect(sendsOf(n1.hear('n3', query), 'query-reply')).toMatchObject([{ early: true }])
    const again = n1.hear('n2', update)
    expect(sendsOf(again, 'update-ack')).toMatchObject([{ early: true }])
    expect(again.filter(({ kind }) => kind === 'store')).toEqual([])
  })

  it('keeps a newer value against an older one', () => {
    const n1 = node()
    n1.hear('n2', update)
    const before = n1.state()
    n1.hear('n2', { ...update, tag: tag(3), value: 'older' })
    expect(n1.state()).toEqual(before)
  })

  it('has a digest that forgets the order of arrival, and comes back from its disk', () => {
    const first = { ...update, key: 'a' }
    const second = { ...update, key: 'b', tag: tag(6, 'n3'), value: 2 }
    const [left, right] = [node(), node({ options: { compactAtRecords: 16 } })]
    left.hear('n2', first)
    left.hear('n2', second)
    right.hear('n2', second)
    for (let counter = 1; counter < 4; counter++) right.hear('n2', { ...first, tag: tag(counter) })
    right.hear('n2', first)
    expect(right.state()).toEqual(left.state())
  })

  it('rewrites its disk when it has grown, and restores from what it wrote', () => {
    const n1 = node({ options: { compactAtRecords: 16 } })
    const effects = Array.from({ length: 40 }, (_, index) =>
      n1.hear('n2', { ...update, key: `k${index % 3}`, tag: tag(index + 1), value: index }),
    ).flat()
    const rewrites = effects.filter((effect) => effect.kind === 'rewrite')
    expect(rewrites.length).toBeGreaterThan(1)
    let records: DiskRecord[] = []
    for (const effect of [...n1.started, ...effects]) {
      if (effect.kind === 'store') records.push(effect.record)
      if (effect.kind === 'rewrite') records = [...effect.records]
    }
    expect(records.length).toBeLessThan(20)
    const restored = node({ records })
    expect(restored.state()).toEqual(n1.state())
    expect(restored.stepper.inspect()['life']).toBe(2)
  })

  it('asks only the silent ones again', () => {
    const n1 = node({ members: ['n1', 'n2', 'n3', 'n4', 'n5'] })
    n1.step(LIFE_DURABLE)
    n1.ask(READ)
    n1.hear('n4', answer(1, 0, null))
    expect(sendsOf(n1.ticks(2), 'query').map(({ to }) => to)).toEqual(['n2', 'n3', 'n5'])
  })

  it.each([
    [{ f: 'cas', key: 'x', value: [1, 2] }, 'unsupported-operation'],
    [{ f: 'read' }, 'unsupported-operation'],
  ])('refuses %j', (operation, error) => {
    expect(repliesOf(node().ask(operation))).toEqual([{ status: 'fail', error }])
  })

  it('refuses more than its limit', () => {
    const n1 = node({ options: { inFlightMax: 1 } })
    n1.ask(WRITE)
    expect(repliesOf(n1.ask(WRITE))).toEqual([{ status: 'fail', error: 'overloaded' }])
  })

  it('hands its values to another that differs, page by page', () => {
    const [n1, n2] = [node(), node()]
    for (let index = 0; index < 150; index++) {
      n1.hear('n3', { ...update, key: `k${index}`, tag: tag(index + 1) })
    }
    let asked = sendsOf(n1.hear('n2', { type: 'compare', digest: n2.state().digest }), 'entries')
    let pages = 0
    while (asked.length > 0) {
      pages++
      const pulls = sendsOf(n2.hear('n1', asked[0]?.body as object), 'pull')
      asked = pulls.flatMap(({ body }) => sendsOf(n1.hear('n2', body), 'entries'))
    }
    expect(pages).toBe(3)
    expect(n2.state()).toEqual(n1.state())
    expect(n1.hear('n2', { type: 'compare', digest: n2.state().digest })).toEqual([])
  })
})
