/** Makes a check of drills out of a property of histories. */
import { pairOperations } from '../history/pair-operations.ts'
import type { Checker, CheckResult } from './checker.ts'
import { clientName } from './witness/client-name.ts'
import { finish, type HistoryProperty } from './property.ts'

/** A history that is none of the property's own is `unknown`: it cannot have broken it. */
export function propertyChecker(property: HistoryProperty): Checker {
  const { name, summary } = property
  const unknown = (why: string): CheckResult => ({
    name,
    verdict: 'unknown',
    summary: why,
    steps: 0,
  })
  return {
    name,
    summary,
    check: ({ history: events, workload }, budget) => {
      const pairing = pairOperations(events)
      if (!pairing.ok) return unknown(`the history contradicts itself: ${pairing.problem.message}`)
      const { operations } = pairing
      if (operations.length === 0) return unknown('there are no operations')
      const telling = { timed: true, processName: clientName(workload) }
      const judged = finish(property.judge({ operations }, { budget, telling, whole: true }))
      if (!judged.ok) return unknown(judged.message)
      const { verdict, summary, steps, witness } = judged.judgement
      return { name, verdict, summary, steps, ...(witness && { witness }) }
    },
  }
}
