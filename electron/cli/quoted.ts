/** A word of a command line, in quotes where a shell would take it for something else. */
import { plainText } from './plain-text.ts'

export function quoted(word: string): string {
  return /^[\w./=:,+-]+$/.test(word) ? word : `'${plainText(word).replaceAll("'", `'\\''`)}'`
}
