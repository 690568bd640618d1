/** Puts a cycle into words: who must come before whom, and why, until that contradicts itself. */
import { PROCESS, REALTIME } from './cycles/dependency-graph.ts'
import type { Cycle } from './cycles/walk.ts'
import type { Case } from './findings.ts'
import type { Narrator, Told } from './narrator.ts'

/** Why `from` comes before `to` by an edge of data, as a clause. */
export type DataClause = (from: number, to: number, kind: number, told: Told) => string

/** A longer cycle is told by its beginning and its end. */
const STEPS_MAX = 12
const STEPS_OF_LONG = 4

export function tellCycle(
  { transactions: members, kinds }: Cycle,
  narrator: Narrator,
  clause: DataClause,
): Case {
  const { length } = members
  const long = length > STEPS_MAX
  const steps = Array.from({ length: long ? STEPS_OF_LONG : length }, (_, step) => step)
  if (long) steps.push(length - 1)
  const at = (step: number): number => members[step % length] as number
  const told = narrator.among(steps.flatMap((step) => [at(step), at(step + 1)]))
  const clauses = steps.map((step) => {
    const from = at(step)
    const to = at(step + 1)
    const before = `${told.name(from)} < ${told.name(to)}`
    const because = tellStep(from, to, kinds[step] as number, told)
    const last = step === length - 1
    const skipped = long && last ? `and so on over ${length - STEPS_OF_LONG - 1} more steps; ` : ''
    return `${skipped}${last ? 'but ' : ''}${before}, because ${because}`
  })
  return told.finish(`${clauses.join('; ')}: a contradiction.`)

  function tellStep(from: number, to: number, kind: number, words: Told): string {
    if (kind === REALTIME) return `${words.name(from)} had ended before ${words.name(to)} began`
    if (kind !== PROCESS) return clause(from, to, kind, words)
    return `${words.who(from)} ran ${words.name(from)} before ${words.name(to)}`
  }
}
