/**
 * Links as the targets of a drill file. One target names a link of two groups of machines
 * (`n1 <-> n2, n3`), so chosen links are told in as few targets as stars and crosses allow. Pure.
 */
import type { ChosenLink } from './cutting-stroke.ts'
import { compareMachines } from './links.ts'

/** Each target is one fault: `n1 <-> n2, n3`, `n4 -> n5`. */
export function linkTargets(links: readonly ChosenLink[]): readonly string[] {
  return [...targetsOf(links, true), ...targetsOf(links, false)]
}

function targetsOf(links: readonly ChosenLink[], both: boolean): readonly string[] {
  let left = links.filter((link) => link.both === both)
  const stars: { readonly centre: string; readonly rays: readonly string[] }[] = []
  while (left.length > 0) {
    const centre = busiest(left, both)
    const rays = left.flatMap(({ from, to }) =>
      from === centre ? [to] : both && to === centre ? [from] : [],
    )
    stars.push({ centre, rays: [...new Set(rays)].sort(compareMachines) })
    left = left.filter(({ from, to }) => from !== centre && !(both && to === centre))
  }
  return merged(stars).map(
    ({ centres, rays }) => `${centres.join(', ')} ${both ? '<->' : '->'} ${rays.join(', ')}`,
  )
}

/** The machine with most of the links; of equals the first in order. */
function busiest(links: readonly ChosenLink[], both: boolean): string {
  const counts = new Map<string, number>()
  for (const { from, to } of links) {
    counts.set(from, (counts.get(from) ?? 0) + 1)
    if (both) counts.set(to, (counts.get(to) ?? 0) + 1)
  }
  const [first] = [...counts].sort(
    ([left, many], [right, more]) => more - many || compareMachines(left, right),
  )
  return first?.[0] ?? ''
}

/** Stars with the same rays are one target: every link from one side to the other. */
function merged(stars: readonly { readonly centre: string; readonly rays: readonly string[] }[]) {
  const byRays = new Map<string, { centres: string[]; rays: readonly string[] }>()
  for (const { centre, rays } of stars) {
    const key = rays.join(' ')
    const known = byRays.get(key)
    if (known === undefined) byRays.set(key, { centres: [centre], rays })
    else known.centres.push(centre)
  }
  return [...byRays.values()]
}
