/**
 * `causal-memory` and `causal-convergence`: what one process saw before it wrote, everybody sees
 * before what it wrote.
 *
 * Decided by the absence of bad patterns, in polynomial time, where each value is written once:
 * Bouajjani, Enea, Guerraoui, Hamza, "On Verifying Causal Consistency" (POPL 2017), definitions
 * 5 to 8 and theorems 5 to 7; names of the patterns as there. Causal memory is Ahamad, Neiger,
 * Burns, Kohli, Hutto, "Causal memory" (Distributed Computing 9, 1995); convergence adds that all
 * agree on one order of concurrent writes.
 *
 * Of the writes of a session before a point only the last is looked at: the others come before it
 * by program order, so every edge that they would give follows.
 */
import type { Sliced } from '../property.ts'
import type { Access } from './accesses.ts'
import { Causality, causalOrder, findCausalBreak } from './causality.ts'
import { Pace } from '../pace.ts'
import { filtered } from '../sliced.ts'
import { Precedence } from './precedence.ts'
import { registerProperty, type Answer, type Question } from './register-property.ts'
import { accessesOf, witnessOf } from './tell-accesses.ts'

export const causalMemory = registerProperty({
  name: 'causal-memory',
  summary: 'registers are causally consistent, each process by an order of its own',
  *answer(question) {
    const causality = yield* causalOrder(question)
    if (!(causality instanceof Causality)) return causality
    const broken = yield* findCausalBreak(question, causality)
    if (broken) return broken
    for (const session of question.history.sessions) {
      const answer = yield* explainSession(question, causality, session)
      if (answer !== null) return answer
    }
    return null
  },
})

export const causalConvergence = registerProperty({
  name: 'causal-convergence',
  summary: 'registers are causally consistent, and all agree on one order of the writes',
  *answer(question) {
    const causality = yield* causalOrder(question)
    if (!(causality instanceof Causality)) return causality
    const broken = yield* findCausalBreak(question, causality)
    if (broken) return broken
    const { history, teller, spend } = question
    const order = yield* Precedence.of(history)
    const pace = new Pace()
    for (const read of history.accesses) {
      if (pace.step()) yield pace.steps
      if (read.kind === 'write') continue
      for (const edge of causality.hidden(read)) {
        if (pace.step()) yield pace.steps
        order.add(edge)
      }
    }
    if (spend(history.accesses.length * 2)) return undefined
    const cycle = yield* order.settle()
    if (cycle === undefined) return null
    const sentence = `No order of the writes suits all: ${teller.chain(cycle)}`
    return { type: 'cyclic-cf', witness: witnessOf(sentence, accessesOf(cycle)) }
  },
})

/**
 * Whether one process's reads have an order that respects causality: whatever must come before
 * one of its reads, of the same key, must come before the write that the read saw; again and
 * again, until nothing new follows.
 */
function* explainSession(
  { history, teller, spend }: Question,
  causality: Causality,
  session: readonly Access[],
): Sliced<Answer> {
  const last = session.at(-1)
  const reads = yield* filtered(session, ({ kind }) => kind === 'read')
  if (last === undefined || reads.length === 0) return null
  const within = yield* causality.order.pastOf(last)
  const order = yield* Precedence.of(history)
  const writes = causality.writes
  for (;;) {
    const cycle = yield* order.settle(within)
    if (spend(history.accesses.length)) return undefined
    if (cycle !== undefined) {
      const who = teller.access(last)
      const sentence = `No order explains what one session saw until ${who}: ${teller.chain(cycle)}`
      return { type: 'cyclic-hb', witness: witnessOf(sentence, accessesOf(cycle)) }
    }
    let news = 0
    const pace = new Pace()
    for (const read of reads) {
      if (pace.step()) yield pace.steps
      for (const write of writes.latest(read.key, (of) => order.past(read, of))) {
        if (pace.step()) yield pace.steps
        const { source } = read
        if (write === source) continue
        if (source === undefined) {
          const path = yield* order.path(write, read)
          const sentence =
            `${teller.access(read)}, the value from before all writes, though ` +
            `${teller.access(write)} must come first: ${teller.chain(path)}`
          const chain = accessesOf(path)
          return {
            type: 'write-hb-init-read',
            witness: witnessOf(sentence, [write, ...chain, read]),
          }
        }
        if (order.before(write, source)) continue
        order.add({ from: write, to: source, reason: 'newer', shownBy: read })
        news++
      }
    }
    if (news === 0) return null
  }
}
