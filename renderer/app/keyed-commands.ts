/** The commands that have keys, by group, for the sheet that shows them. Pure. */
import type { Command } from './commands.ts'

export interface KeyedCommand {
  readonly title: string
  readonly keys: readonly string[]
}

export interface KeyedGroup {
  readonly group: string
  readonly commands: readonly KeyedCommand[]
}

/** In the order in which they come: what is nearest to the person first. */
export function keyedGroups(commands: readonly Command[]): readonly KeyedGroup[] {
  const groups = new Map<string, Map<string, string[]>>()
  for (const { group, title, keys } of commands) {
    if (keys === undefined) continue
    const titles = groups.get(group) ?? new Map<string, string[]>()
    titles.set(title, [...(titles.get(title) ?? []), keys])
    groups.set(group, titles)
  }
  return [...groups].map(([group, titles]) => ({
    group,
    commands: [...titles].map(([title, keys]) => ({ title, keys })),
  }))
}
