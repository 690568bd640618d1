/** What is left out of the picture. Pure. */
import type { TimelineFilter } from '../../electron/ipc/requests.ts'

export const NO_FILTER: TimelineFilter = {
  hiddenKinds: [],
  hiddenTypes: [],
  hiddenMachines: [],
  link: null,
  term: null,
}

export function isEmpty({ hiddenKinds, hiddenTypes, hiddenMachines, link, term }: TimelineFilter) {
  const hidden = hiddenKinds.length + hiddenTypes.length + hiddenMachines.length
  return hidden === 0 && link === null && term === null
}

/** With the name if it was not in the list, without it if it was. */
export function toggled(names: readonly string[], name: string): string[] {
  return names.includes(name) ? names.filter((other) => other !== name) : [...names, name]
}
