/** A name that nobody has yet. */
const NAME_LENGTH_MAX = 64

/** `name`, or `name-2` and so on where it is taken. */
export function freeName(name: string, taken: readonly string[]): string {
  let free = name
  for (let copy = 2; taken.includes(free); copy++) {
    const suffix = `-${copy}`
    free = name.slice(0, NAME_LENGTH_MAX - suffix.length) + suffix
  }
  return free
}
