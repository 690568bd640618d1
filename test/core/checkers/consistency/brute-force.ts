/**
 * The promises about registers as their definitions have them, by trying every order: slow, short,
 * and sharing no line with what it is held against.
 */
import type { HistoryOperation } from '../../../../core/history/operation.ts'

type Rule = (before: HistoryOperation, after: HistoryOperation) => boolean

const sameSession: Rule = (a, b) => a.process === b.process && a.index < b.index
const valueOf = ({ f, input, output }: HistoryOperation): unknown => (f === 'read' ? output : input)

/** Every order of `operations` that `rule` allows. */
function* orders(
  operations: readonly HistoryOperation[],
  rule: Rule,
): Generator<readonly HistoryOperation[]> {
  if (operations.length === 0) yield []
  for (const first of operations) {
    if (operations.some((other) => other !== first && rule(other, first))) continue
    const rest = operations.filter((operation) => operation !== first)
    for (const order of orders(rest, rule)) yield [first, ...order]
  }
}

/** Whether the reads for which `judged` holds see the last write of their key before them. */
function explains(
  order: readonly HistoryOperation[],
  judged: (read: HistoryOperation) => boolean,
): boolean {
  const held = new Map<string | undefined, unknown>()
  for (const operation of order) {
    if (operation.f === 'write') held.set(operation.key, operation.input)
    else if (judged(operation) && (held.get(operation.key) ?? null) !== operation.output)
      return false
  }
  return true
}

/** Every choice of which operations of unknown outcome took effect. */
function* worlds(operations: readonly HistoryOperation[]): Generator<HistoryOperation[]> {
  const counted = operations.filter(
    ({ f, outcome }) => outcome === 'ok' || (outcome === 'info' && f === 'write'),
  )
  const open = counted.filter(({ outcome }) => outcome === 'info')
  for (let choice = 0; choice < 1 << open.length; choice++) {
    yield counted.filter((operation) => {
      const place = open.indexOf(operation)
      return place < 0 || (choice >> place) % 2 === 1
    })
  }
}

export function isSequential(operations: readonly HistoryOperation[]): boolean {
  for (const world of worlds(operations)) {
    for (const order of orders(world, sameSession)) if (explains(order, () => true)) return true
  }
  return false
}

/** Session order and sights, closed; `undefined` where a read saw what nobody wrote. */
function causality(world: readonly HistoryOperation[]): Rule | undefined {
  const pairs = new Set<string>()
  const id = (a: HistoryOperation, b: HistoryOperation) => `${a.index} ${b.index}`
  for (const a of world) {
    for (const b of world) {
      const sight = a.f === 'write' && b.f === 'read' && a.key === b.key && a.input === b.output
      if (sameSession(a, b) || sight) pairs.add(id(a, b))
    }
    const isRead = a.f === 'read' && a.output !== null
    if (
      isRead &&
      !world.some(({ f, key, input }) => f === 'write' && key === a.key && input === a.output)
    ) {
      return undefined
    }
  }
  for (const b of world) {
    for (const a of world) {
      for (const c of world) {
        if (pairs.has(id(a, b)) && pairs.has(id(b, c))) pairs.add(id(a, c))
      }
    }
  }
  return world.some((a) => pairs.has(id(a, a))) ? undefined : (a, b) => pairs.has(id(a, b))
}

/** Each process explains its own reads by an order of all writes that respects causality. */
export function isCausalMemory(operations: readonly HistoryOperation[]): boolean {
  for (const world of worlds(operations)) {
    const before = causality(world)
    if (before === undefined) continue
    const processes = new Set(world.map(({ process }) => process))
    const explained = [...processes].every((process) => {
      const own = (operation: HistoryOperation) => operation.process === process
      // What no causal path leads to may be left out of this process's order, or come last.
      for (const order of orders(world, before)) if (explains(order, own)) return true
      return false
    })
    if (explained) return true
  }
  return false
}

/** One order of all writes, and each read sees the last of it in its own causal past. */
export function isCausallyConvergent(operations: readonly HistoryOperation[]): boolean {
  for (const world of worlds(operations)) {
    const before = causality(world)
    if (before === undefined) continue
    const writes = world.filter(({ f }) => f === 'write')
    for (const order of orders(writes, before)) {
      const right = world.every((read) => {
        if (read.f !== 'read') return true
        const past = order.filter((write) => write.key === read.key && before(write, read))
        return (past.at(-1)?.input ?? null) === read.output
      })
      if (right) return true
    }
  }
  return false
}

export type Guarantee =
  'read-your-writes' | 'monotonic-reads' | 'monotonic-writes' | 'writes-follow-reads'

/** Whether no read saw a version that lies in the causal past of one that it had to know. */
export function keepsGuarantee(
  guarantee: Guarantee,
  operations: readonly HistoryOperation[],
): boolean {
  const seen = new Set(
    operations.flatMap((o) => (o.f === 'read' && o.outcome === 'ok' ? [place(o)] : [])),
  )
  const world = operations.filter(
    (o) => o.outcome === 'ok' || (o.outcome === 'info' && o.f === 'write' && seen.has(place(o))),
  )
  const before = causality(world)
  if (before === undefined) return false
  const source = (read: HistoryOperation) =>
    world.find((write) => write.f === 'write' && place(write) === place(read))
  const reads = world.filter(({ f }) => f === 'read')
  const writes = world.filter(({ f }) => f === 'write')
  const sights = reads.flatMap((by) => {
    const write = source(by)
    return write === undefined ? [] : [{ by, write }]
  })
  const known = (read: HistoryOperation): readonly HistoryOperation[] => {
    if (guarantee === 'read-your-writes') return writes.filter((write) => sameSession(write, read))
    const earlier = sights.filter(({ by }) => sameSession(by, read))
    if (guarantee === 'monotonic-reads') return earlier.map(({ write }) => write)
    const others = earlier.filter(({ write }) => write.process !== read.process)
    if (guarantee === 'monotonic-writes') {
      return writes.filter((write) => others.some((sight) => sameSession(write, sight.write)))
    }
    return sights
      .filter(({ by }) => others.some((sight) => sameSession(by, sight.write)))
      .map(({ write }) => write)
  }
  return reads.every((read) => {
    const saw = source(read)
    return known(read).every(
      (write) =>
        write.key !== read.key || write === saw || (saw !== undefined && !before(saw, write)),
    )
  })
}

const place = (operation: HistoryOperation): string =>
  `${operation.key} ${String(valueOf(operation))}`
