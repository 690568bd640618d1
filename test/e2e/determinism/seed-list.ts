/** `5,17,40..60` as a list of seeds, ranges with both ends. */
export function seedList(text: string): readonly string[] {
  return text.split(',').flatMap((part) => {
    const match = /^\s*(\d{1,9})(?:\.\.(\d{1,9}))?\s*$/.exec(part)
    if (match === null) throw new Error(`"${part}" is no seed and no range of seeds`)
    const from = Number(match[1])
    const to = Number(match[2] ?? match[1])
    return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => String(from + index))
  })
}
