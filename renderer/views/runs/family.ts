/** Forks and their parents among the runs of the library. Pure. */
import type { RunSummary } from '../../../electron/ipc/shapes/runs.ts'
import type { ListedRun } from '../../components/run-standing.ts'

/** The parent of the only run that is chosen, where it is a fork and its parent can be read. */
export function parentOf(
  chosen: readonly RunSummary[],
  runs: readonly ListedRun[],
): string | null {
  const [only, ...more] = chosen
  const parent = only?.parent?.run
  if (parent === undefined || more.length > 0) return null
  return runs.some(({ ok, name }) => ok && name === parent) ? parent : null
}

/**
 * The two that are chosen, the older one left, so that a difference reads as what has changed; or a
 * fork that is chosen alone, with its parent. Null for anything else.
 */
export function comparedPair(
  chosen: readonly RunSummary[],
  runs: readonly ListedRun[],
): { readonly left: string; readonly right: string } | null {
  const [one, other, ...more] = chosen
  const parent = parentOf(chosen, runs)
  if (one !== undefined && parent !== null) return { left: parent, right: one.name }
  if (one === undefined || other === undefined || more.length > 0) return null
  const oneIsOlder = Date.parse(one.startedAt) <= Date.parse(other.startedAt)
  const [left, right] = oneIsOlder ? [one, other] : [other, one]
  return { left: left.name, right: right.name }
}
