/**
 * A rolling 32-bit digest of plain data: equal histories have equal digests in every engine.
 * It proves that a replay did the same, byte for byte; it is no defence against an adversary.
 *
 * Object keys are digested in their own order, so the writer of the data must build objects
 * in one order; that is the case when both sides run the same code.
 *
 * Source: the mixing step of MurmurHash3 (Austin Appleby), x86 32-bit variant.
 */

/** The digest of nothing. */
export const EMPTY_DIGEST = 0x2545f491

/** Mixes one 32-bit integer into `digest`. */
export function mixInteger(digest: number, value: number): number {
  let word = Math.imul(value | 0, 0xcc9e2d51)
  word = (word << 15) | (word >>> 17)
  const mixed = digest ^ Math.imul(word, 0x1b873593)
  return (Math.imul((mixed << 13) | (mixed >>> 19), 5) + 0xe6546b64) | 0
}

/** Mixes a string by its UTF-16 code units, and its length. */
export function mixString(digest: number, text: string): number {
  let hash = digest ^ text.length
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  }
  return mixInteger(hash, text.length)
}

const float = new Float64Array(1)
const words = new Int32Array(float.buffer)

function mixNumber(digest: number, value: number): number {
  if ((value | 0) === value) return mixInteger(digest, value)
  float[0] = value
  return mixInteger(mixInteger(digest, words[0] as number), words[1] as number)
}

/**
 * Mixes plain data (null, booleans, numbers, strings, byte arrays, arrays, plain objects).
 * `undefined` fields count as absent. Returns an unsigned 32-bit integer.
 */
export function mix(digest: number, value: unknown): number {
  return mixValue(digest, value) >>> 0
}

function mixValue(digest: number, value: unknown): number {
  switch (typeof value) {
    case 'string':
      return mixString(mixInteger(digest, 1), value)
    case 'number':
      return mixNumber(mixInteger(digest, 2), value)
    case 'boolean':
      return mixInteger(digest, value ? 4 : 3)
    case 'undefined':
      return mixInteger(digest, 5)
    case 'object':
      break
    default:
      throw new TypeError(`a ${typeof value} is not plain data`)
  }
  if (value === null) return mixInteger(digest, 5)
  if (Array.isArray(value)) {
    let hash = mixInteger(mixInteger(digest, 6), value.length)
    for (let index = 0; index < value.length; index++) hash = mixValue(hash, value[index])
    return hash
  }
  if (value instanceof Uint8Array) {
    let hash = mixInteger(mixInteger(digest, 7), value.length)
    for (let index = 0; index < value.length; index++) {
      hash = Math.imul(hash ^ (value[index] as number), 0x01000193)
    }
    return hash
  }
  let hash = mixInteger(digest, 8)
  const fields = value as { readonly [key: string]: unknown }
  for (const key in fields) {
    const field = fields[key]
    if (field !== undefined) hash = mixValue(mixString(hash, key), field)
  }
  return hash
}
