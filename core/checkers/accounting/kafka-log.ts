/**
 * `kafka-log`: logs with offsets, one a key. A value stands at one offset and an offset holds one
 * value; what took effect is not passed over; consumers and producers move forward. As Jepsen's
 * `kafka` workload, whose operations it reads: `send` and `poll` (or `txn`), their value a list of
 * `["send", key, value]` and `["poll"]`, answered by `["send", key, [offset, value]]` and
 * `["poll", {key: [[offset, value], ...]}]`. After `assign` and `subscribe` a consumer keeps its
 * places in the keys that they name, and forgets the others; after a `crash`, all of them.
 *
 * Refused: `lost-write` (in effect, not beyond all that was polled, and polled by nobody),
 * `aborted-read` (G1a: its sending had failed), `precommitted-read` (by the transaction that sent
 * it), `unexpected-read`, `inconsistent-offset`, `duplicate`; `poll-skip`, `nonmonotonic-poll` and
 * `nonmonotonic-send` (between two operations of one process; polls not where it only
 * subscribed), and the same within one operation, with `int-` before the name. That sends of one
 * transaction have others between them is no mistake.
 *
 * Jepsen also refuses what was never polled by anybody, since its tests end with polls of
 * everything; here that is told, and is no proof of a loss.
 */
import type { HistoryOperation } from '../../history/operation.ts'
import { accounting, type Account, type Ledger } from './account.ts'
import { LogBook, type LogEntry } from './log-book.ts'
import { logMoves, type Move } from './log-moves.ts'

export const kafkaLog = accounting({
  name: 'kafka-log',
  summary: 'a log with offsets loses, skips, repeats and reorders nothing',
  operations: ['send', 'poll', 'txn', 'assign', 'subscribe', 'crash', 'debug-topic-partitions'],
  refusing: [
    'lost-write',
    'aborted-read',
    'precommitted-read',
    'unexpected-read',
    'inconsistent-offset',
    'duplicate',
    'int-nonmonotonic-poll',
    'int-poll-skip',
    'nonmonotonic-poll',
    'poll-skip',
    'int-nonmonotonic-send',
    'nonmonotonic-send',
  ],
  *audit(ledger) {
    const { pace } = ledger
    const log = new LogBook()
    for (const operation of ledger.operations) {
      if (pace.step()) yield pace.steps
      if (!log.add(operation)) {
        const message = 'the value is no list of sends and polls'
        return { kind: 'misfit', message, operation }
      }
    }
    yield* log.settle(pace)
    yield* auditOffsets(log, ledger)
    yield* auditMoves(log, ledger)
    return yield* auditLosses(log, ledger)
  },
})

/** One value an offset, one offset a value, and all of them asked for. */
function* auditOffsets(log: LogBook, ledger: Ledger): Generator<number, void, void> {
  const { teller, book, pass } = ledger
  const at = new Map<string, LogEntry>()
  const places = new Map<string, LogEntry>()
  yield* pass(log.entries, (entry) => {
    const { key, offset, value, text, operation } = entry
    const where = () => `${teller.value(value)} at offset ${offset} of ${key}`
    const before = at.get(`${key} ${offset}`)
    if (before === undefined) at.set(`${key} ${offset}`, entry)
    else if (before.text !== text) {
      const sentence = () =>
        `${teller.who(operation)} found ${where()} ${teller.answered(operation)}, where ` +
        `${teller.who(before.operation)} found ${teller.value(before.value)}`
      book.add('inconsistent-offset', sentence, [before.operation, operation])
    }
    const place = places.get(`${key} ${text}`)
    if (place === undefined) places.set(`${key} ${text}`, entry)
    else if (place.offset !== offset) {
      const sentence = () => `${where()} stands at offset ${place.offset} too`
      book.add('duplicate', sentence, [place.operation, operation])
    }
    if (entry.kind !== 'poll') return
    const sent = log.sent(key, value)
    const read = () => `${teller.who(operation)} polled ${where()} ${teller.answered(operation)}`
    if (sent === undefined || sent.index > operation.completedIndex) {
      book.add('unexpected-read', () => `${read()}, and nobody had sent it`, [operation])
    } else if (sent.index === operation.index) {
      const sentence = () => `${read()}, in the transaction that sent it`
      book.add('precommitted-read', sentence, [operation])
    } else if (sent.outcome === 'fail' && operation.outcome === 'ok') {
      const sentence = () =>
        `${read()}, and ${teller.who(sent)} had been told ${teller.answered(sent)} that it failed`
      book.add('aborted-read', sentence, [sent, operation])
    }
  })
}

/** Each consumer goes from offset to offset, each producer only forward. */
function* auditMoves(
  log: LogBook,
  { teller, book, pace, pass }: Ledger,
): Generator<number, void, void> {
  const judge = ({ kind, from, to, within }: Move): void => {
    const { key } = to
    const where = `${key} from offset ${from.offset} to ${to.offset}`
    const operations = [from.operation, to.operation]
    const who = () => `${teller.who(to.operation)} ${teller.answered(to.operation)}`
    if (to.offset <= from.offset) {
      const type = kind === 'send' ? 'nonmonotonic-send' : 'nonmonotonic-poll'
      const sentence = () =>
        `${kind === 'send' ? 'A producer' : 'A consumer'} went back in ${where}: ${who()}`
      book.add(within ? `int-${type}` : type, sentence, operations)
      return
    }
    if (kind === 'send') return
    const skipped = log.between(key, from.offset, to.offset)
    if (skipped === undefined) return
    const sentence = () =>
      `A consumer went on in ${where}: ${who()}, past ${teller.value(skipped.value)} at offset ` +
      `${skipped.offset}`
    book.add(within ? 'int-poll-skip' : 'poll-skip', sentence, [...operations, skipped.operation])
  }
  for (const moves of logMoves(log)) {
    if (pace.step()) yield pace.steps
    yield* pass(moves, judge)
  }
}

/** What took effect at or below an offset that somebody polled, and nobody got. */
function* auditLosses(
  log: LogBook,
  { teller, book, pass }: Ledger,
): Generator<number, Account, void> {
  /** Of each key, the furthest place that was polled, and who did. */
  const furthest = new Map<
    string,
    { readonly offset: number; readonly operation: HistoryOperation }
  >()
  /** By value: the last place at which it stands. */
  const last = new Map<string, LogEntry>()
  let polled = 0
  yield* pass(log.entries, (entry) => {
    const { kind, key, text, offset, operation, value } = entry
    const known = last.get(`${key} ${text}`)
    if (known === undefined || known.offset < offset) last.set(`${key} ${text}`, entry)
    if (kind !== 'poll' || operation.outcome !== 'ok') return
    polled++
    // One that stands at two offsets may have been polled at either of them.
    const place = log.placeOf(key, value)?.offset ?? offset
    const beyond = furthest.get(key)
    if (!beyond || place > beyond.offset) furthest.set(key, { offset: place, operation })
  })
  let inEffect = 0
  let unseen = 0
  yield* pass(last.values(), ({ key, value, offset }) => {
    const sender = log.sent(key, value)
    if (sender === undefined || !log.tookEffect(sender)) return
    inEffect++
    if (log.wasDelivered(key, value)) return
    const beyond = furthest.get(key)
    if (beyond === undefined || beyond.offset < offset) {
      unseen++
      return
    }
    const known =
      sender.outcome === 'ok'
        ? `was acknowledged to ${teller.who(sender)} ${teller.answered(sender)}`
        : `was sent by ${teller.who(sender)}, something of whose sending was polled,`
    const sentence = () =>
      `${teller.value(value)} ${known} at offset ${offset} of ${key}, and nobody ever polled it, ` +
      `though ${teller.who(beyond.operation)} polled offset ${beyond.offset}`
    book.add('lost-write', sentence, [sender, beyond.operation])
  })
  if (polled === 0) return { kind: 'open', summary: 'nothing was ever polled' }
  const late = unseen === 0 ? '' : `, ${unseen} of them not polled by the end`
  return { kind: 'sound', summary: `${inEffect} values in effect${late}; ${polled} polled` }
}
