/** Which commands a few typed letters mean. Pure. */
import type { Command } from './commands.ts'

/** Every word must occur; a title that begins with what was typed comes first. */
export function matchingCommands(commands: readonly Command[], typed: string): readonly Command[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean)
  const seen = new Set<string>()
  const found = commands.filter(({ group, title }) => {
    const text = `${group} ${title}`.toLowerCase()
    if (seen.has(text) || !words.every((word) => text.includes(word))) return false
    seen.add(text)
    return true
  })
  const begins = ({ title }: Command): number =>
    title.toLowerCase().startsWith(typed.trim().toLowerCase()) ? 0 : 1
  return [...found].sort((left, right) => begins(left) - begins(right))
}
