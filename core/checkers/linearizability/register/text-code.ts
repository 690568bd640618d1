/** Written texts as a code: where no word begins another, a text of words reads in one way. */
import type { Sliced } from '../../property.ts'
import type { Call } from '../calls.ts'
import type { TextStep } from '../models/kv-append.ts'
import { Pace } from '../../pace.ts'

/** Lengths of words that are tried at each place; more would take too long. */
const LENGTHS_MAX = 64

export interface TextCode {
  /** The put or append whose text stands in `text` at `at`. */
  writeAt(text: string, at: number): Call<TextStep> | undefined
}

/** `undefined` where words repeat, begin alike, are of too many lengths, or a put is empty. */
export function* codeOf(calls: readonly Call<TextStep>[]): Sliced<TextCode | undefined> {
  const pace = new Pace()
  const words = new Map<string, Call<TextStep>>()
  const known = new Set<number>()
  for (const call of calls) {
    if (pace.step()) yield pace.steps
    const { kind, text } = call.step
    // An append of nothing changes nothing.
    if (kind === 'get' || (kind === 'append' && text === '')) continue
    if (text === '' || words.has(text)) return undefined
    words.set(text, call)
    known.add(text.length)
  }
  if (known.size > LENGTHS_MAX) return undefined
  const lengths = [...known].sort((one, other) => one - other)
  for (const word of words.keys()) {
    if (pace.step()) yield pace.steps
    for (const length of lengths) {
      if (length >= word.length) break
      if (words.has(word.slice(0, length))) return undefined
    }
  }
  return {
    writeAt: (text, at) => {
      for (const length of lengths) {
        const call = words.get(text.slice(at, at + length))
        if (call !== undefined) return call
      }
      return undefined
    },
  }
}
