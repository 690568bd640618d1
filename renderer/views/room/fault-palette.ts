/** The faults that have a key of their own, and the search among all others. Pure. */
import type { CatalogueFault } from '../../../electron/ipc/shapes/app.ts'

/** Where a fault must be aimed or measured out first, its form is opened; else it is applied. */
export type PaletteAct =
  | { readonly kind: 'inject'; readonly fault: string }
  | { readonly kind: 'form'; readonly fault: string }
  | { readonly kind: 'list'; readonly group: CatalogueFault['group'] | null }

export interface PaletteEntry {
  readonly title: string
  readonly keys: string
  readonly act: PaletteAct
}

export const PALETTE: readonly PaletteEntry[] = [
  { title: 'Kill', keys: 'K', act: { kind: 'inject', fault: 'kill' } },
  { title: 'Pause', keys: 'P', act: { kind: 'inject', fault: 'pause' } },
  { title: 'Cut links', keys: 'X', act: { kind: 'inject', fault: 'cut' } },
  { title: 'Delay', keys: 'D', act: { kind: 'form', fault: 'delay' } },
  { title: 'Loss', keys: 'L', act: { kind: 'form', fault: 'loss' } },
  { title: 'Clock', keys: 'C', act: { kind: 'list', group: 'clock' } },
  { title: 'Disk', keys: 'F', act: { kind: 'list', group: 'disk' } },
  { title: 'More', keys: '/', act: { kind: 'list', group: null } },
]

export interface FaultGroupList {
  readonly group: CatalogueFault['group']
  readonly faults: readonly CatalogueFault[]
}

/** Every word of the search must be in the kind, the group or the summary. */
export function faultGroups(
  faults: readonly CatalogueFault[],
  group: CatalogueFault['group'] | null,
  search: string,
): readonly FaultGroupList[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  const found = faults.filter((fault) => {
    const text = `${fault.kind} ${fault.group} ${fault.summary}`.toLowerCase()
    return (group === null || fault.group === group) && words.every((word) => text.includes(word))
  })
  const groups = [...new Set(found.map((fault) => fault.group))]
  return groups.map((name) => ({
    group: name,
    faults: found.filter((fault) => fault.group === name),
  }))
}

/** Words of a drill file to aim at when nothing is picked. */
export function targetWords(leaderless: boolean): readonly string[] {
  const words = ['random', 'minority', 'majority', 'all']
  return leaderless ? words : ['leader', 'followers', ...words]
}
