/** Which run to show, or to compare with, when nobody said. Pure. */
import type { RunSummary } from '../../../electron/ipc/shapes/runs.ts'
import type { ListedRun } from '../../components/run-standing.ts'

/** The newest one with a verdict, else the newest that can be read. */
export function newestRun(runs: readonly ListedRun[]): string | null {
  const sound = newestFirst(runs)
  return (sound.find(({ verdict }) => verdict !== null) ?? sound[0])?.name ?? null
}

/** The parent of a fork, else the newest other run of the same drill, else of any. */
export function otherRun(
  runs: readonly ListedRun[],
  {
    name,
    drill,
    parent,
  }: { readonly name: string; readonly drill: string; readonly parent: string | null },
): string | null {
  const others = newestFirst(runs).filter((run) => run.name !== name)
  const found =
    others.find((run) => run.name === parent) ??
    others.find((run) => run.drill === drill && run.verdict !== null) ??
    others[0]
  return found?.name ?? null
}

function newestFirst(runs: readonly ListedRun[]): readonly RunSummary[] {
  return runs
    .filter((run) => run.ok)
    .sort((left, right) => Date.parse(right.startedAt) - Date.parse(left.startedAt))
}
