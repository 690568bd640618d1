/**
 * The four session guarantees: Terry, Demers, Petersen, Spreitzer, Theimer, Welch, "Session
 * guarantees for weakly consistent replicated data" (PDIS 1994). Each says that a session must not
 * read a version older than one that it has to know:
 *
 * - `read-your-writes`: what it wrote itself;
 * - `monotonic-reads`: what it read before;
 * - `monotonic-writes`: what a session had written before a write that this one has seen;
 * - `writes-follow-reads`: what a session had read before a write that this one has seen.
 *
 * Of two versions one is older where it lay in the causal past of the other (its session wrote or
 * saw it before); where causality does not order them, either may be the newer.
 */
import type { HistoryProperty } from '../property.ts'
import type { Access } from './accesses.ts'
import { Causality, causalOrder } from './causality.ts'
import { Pace } from '../pace.ts'
import { registerProperty } from './register-property.ts'
import { Sights } from './sights.ts'
import { witnessOf } from './tell-accesses.ts'

/** A version newer than what the read saw, and the accesses by which its session has to know it. */
interface Conflict {
  readonly newer: Access
  readonly because: readonly Access[]
}

/** The last write of another session that this one has seen, and the read that saw it. */
interface Seen {
  readonly write: Access
  readonly by: Access
}

interface Knowledge {
  readonly causality: Causality
  readonly sights: Sights
  /** By session, before the read in question. */
  readonly seen: ReadonlyMap<number, Seen>
}

type Guarantee = (read: Access, knowledge: Knowledge) => Conflict | undefined

function guarantee(name: string, summary: string, violated: Guarantee): HistoryProperty {
  return registerProperty({
    name,
    summary,
    *answer(question) {
      const { history, teller, spend } = question
      const causality = yield* causalOrder(question)
      if (!(causality instanceof Causality)) return causality
      const sights = yield* Sights.of(history, causality.order)
      const pace = new Pace()
      for (const session of history.sessions) {
        if (spend(session.length)) return undefined
        const seen = new Map<number, Seen>()
        for (const access of session) {
          if (pace.step(1 + seen.size)) yield pace.steps
          if (access.kind === 'write') continue
          const conflict = violated(access, { causality, sights, seen })
          if (conflict !== undefined) {
            const { newer, because } = conflict
            const known = because.map((other) => teller.access(other)).join(', and ')
            const old = access.source ? ', an older value' : ''
            const so = because.includes(newer)
              ? ''
              : `, so it had to see that ${teller.access(newer)}`
            const sentence = `${teller.access(access)}${old}, but before that ${known}${so}`
            return { type: name, witness: witnessOf(sentence, [newer, ...because, access]) }
          }
          note(access, seen)
        }
      }
      return null
    },
  })
}

function note(read: Access, seen: Map<number, Seen>): void {
  const { source, session } = read
  if (source === undefined || source.session === session) return
  const before = seen.get(source.session)
  if (before === undefined || before.write.place < source.place) {
    seen.set(source.session, { write: source, by: read })
  }
}

function isOlder(version: Access | undefined, write: Access, { order }: Causality): boolean {
  return version === undefined || order.before(version, write)
}

export const readYourWrites = guarantee(
  'read-your-writes',
  'a session reads nothing older than what it wrote',
  ({ key, session, place, source }, { causality }) => {
    const newer = causality.writes.last(key, session, place)
    if (newer === undefined || newer === source) return undefined
    return isOlder(source, newer, causality) ? { newer, because: [newer] } : undefined
  },
)

export const monotonicReads = guarantee(
  'monotonic-reads',
  'a session reads nothing older than what it read before',
  ({ key, session, place, source }, { sights }) =>
    sighted(sights.newer(session, key, place, source)),
)

export const monotonicWrites = guarantee(
  'monotonic-writes',
  'who sees a write reads nothing older than what its session had written before',
  ({ key, source }, { causality, seen }) => {
    for (const [writer, { write, by }] of seen) {
      const newer = causality.writes.last(key, writer, write.place)
      if (newer === undefined || newer === source) continue
      if (isOlder(source, newer, causality)) return { newer, because: [write, by] }
    }
    return undefined
  },
)

export const writesFollowReads = guarantee(
  'writes-follow-reads',
  'who sees a write reads nothing older than what its session had read before',
  ({ key, source }, { sights, seen }) => {
    for (const [writer, { write, by }] of seen) {
      const conflict = sighted(sights.newer(writer, key, write.place, source))
      if (conflict) return { ...conflict, because: [...conflict.because, write, by] }
    }
    return undefined
  },
)

function sighted(read: Access | undefined): Conflict | undefined {
  return read?.source && { newer: read.source, because: [read] }
}
