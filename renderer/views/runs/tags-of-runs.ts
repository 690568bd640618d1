/** The tags of some runs together. Pure. */
import type { ListedRun } from '../../components/run-standing.ts'

export interface TagsOfRuns {
  /** On every one of them. */
  readonly onAll: readonly string[]
  /** On some of them. */
  readonly onSome: readonly string[]
}

export function tagsOf(runs: readonly ListedRun[]): TagsOfRuns {
  const sound = runs.filter((run) => run.ok)
  const counts = new Map<string, number>()
  for (const tag of sound.flatMap(({ tags }) => tags)) counts.set(tag, (counts.get(tag) ?? 0) + 1)
  const names = [...counts.keys()].sort()
  const onAll = names.filter((tag) => counts.get(tag) === sound.length)
  return { onAll, onSome: names.filter((tag) => !onAll.includes(tag)) }
}

/** Tags of the library that may be wanted here too, the most used first. */
export function suggestedTags(
  runs: readonly ListedRun[],
  taken: readonly string[],
  most: number,
): readonly string[] {
  const counts = new Map<string, number>()
  for (const run of runs) {
    for (const tag of run.ok ? run.tags : []) counts.set(tag, (counts.get(tag) ?? 0) + 1)
  }
  return [...counts]
    .filter(([tag]) => !taken.includes(tag))
    .sort(([one, left], [other, right]) => right - left || (one < other ? -1 : 1))
    .slice(0, most)
    .map(([tag]) => tag)
}
