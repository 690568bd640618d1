/**
 * The bytes of a page of states, and the shape that is believed of them. A run file may come from
 * a stranger: what unpacks to something else, or to too much, is refused.
 */
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { Packr } from 'msgpackr'

/** A page of states is not as Faultline writes them. */
export class BadPageError extends Error {
  override name = 'BadPageError'
}

/** Ours are far below, packed and unpacked. */
export const PAGE_BYTES_MAX = 8 * 1024 ** 2
const UNPACKED_BYTES_MAX = 32 * 1024 ** 2
/** Most is gained by the first level, which costs a third of the usual one. */
const DEFLATE_LEVEL = 1

const packr = new Packr({ useRecords: false, mapsAsObjects: true })

export function packPage(plain: unknown): Buffer {
  return deflateRawSync(packr.pack(plain), { level: DEFLATE_LEVEL })
}

/** Throws `BadPageError`. */
export function unpackPage(bytes: Uint8Array): unknown {
  try {
    return packr.unpack(inflateRawSync(bytes, { maxOutputLength: UNPACKED_BYTES_MAX }))
  } catch (error) {
    throw new BadPageError(`it cannot be unpacked: ${(error as Error).message}`)
  }
}

/** The lists under these names; throws `BadPageError` where one is none. */
export function listsOf<Name extends string>(
  plain: unknown,
  ...names: readonly Name[]
): { readonly [name in Name]: readonly unknown[] } {
  const lists = names.map((name): [string, readonly unknown[]] => {
    const list = isObject(plain) ? plain[name] : undefined
    if (!Array.isArray(list)) throw new BadPageError(`its ${name} are no list`)
    return [name, list]
  })
  return Object.fromEntries(lists) as { readonly [name in Name]: readonly unknown[] }
}

export function areTexts(list: unknown): list is readonly string[] {
  return Array.isArray(list) && list.every((item) => typeof item === 'string')
}

function isObject(value: unknown): value is { readonly [name: string]: unknown } {
  return typeof value === 'object' && value !== null
}
