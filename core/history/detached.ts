/** Texts that keep nothing but themselves in memory. */

/** Shorter parts of a text are copied by the engine itself. */
const COPIED_LENGTH_MAX = 12

/**
 * The same text as a copy. Engines make a long part of a text as a view of the whole, so that one
 * value that is kept would keep the piece of the file that it was read from.
 */
export function detached(text: string): string {
  return text.length <= COPIED_LENGTH_MAX ? text : ` ${text}`.slice(1)
}
