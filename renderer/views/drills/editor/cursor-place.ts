/**
 * Where in a drill file a cursor stands: in which key, or at the value of which. Pure.
 *
 * A file that is being written is broken most of the time, so a mark is put in where the cursor
 * is, and the parser, which goes on after mistakes, says where it finds it. Inside of comments
 * and quotes it is nowhere.
 */
import { isMap, isPair, isScalar, isSeq, parseDocument, visit } from 'yaml'
import type { Node, Pair, Scalar } from 'yaml'

const MARK = 'qzcursorzq'
/** What a word of a drill file is made of. */
const BEFORE = /[A-Za-z0-9_.%/-]*$/
const AFTER = /^[A-Za-z0-9_.%/-]*/
/** Longer texts are not looked through at each key. */
const TEXT_LENGTH_MAX = 200_000

export interface CursorPlace {
  /** The word at the cursor; empty where `from` is `to`. */
  readonly from: number
  readonly to: number
  /** Keys and indices from the root to the map of the key, or to the value. */
  readonly path: readonly (string | number)[]
  readonly at: 'key' | 'value'
  /** The key has its colon already. */
  readonly hasColon: boolean
  /** On the line of its key or in braces: no line may begin here. */
  readonly inline: boolean
  /** Everything that the text says, the mark with it. */
  readonly data: unknown
}

export function cursorPlace(text: string, offset: number): CursorPlace | null {
  if (text.length > TEXT_LENGTH_MAX) return null
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1
  if (/(^|\s)#/.test(text.slice(lineStart, offset))) return null
  const from = offset - (BEFORE.exec(text.slice(lineStart, offset))?.[0].length ?? 0)
  const to = offset + (AFTER.exec(text.slice(offset))?.[0].length ?? 0)
  const document = parseDocument(text.slice(0, from) + MARK + text.slice(to), {
    prettyErrors: false,
    stringKeys: true,
    uniqueKeys: false,
    logLevel: 'silent',
  })
  let found: { node: Scalar; atKey: boolean; ancestors: readonly unknown[] } | null = null
  visit(document, {
    Scalar(key, node, ancestors) {
      if (node.value !== MARK || node.type !== 'PLAIN') return undefined
      found = { node, atKey: key === 'key', ancestors }
      return visit.BREAK
    },
  })
  if (found === null) return null
  const { node, atKey, ancestors } = found as { node: Scalar } & Found
  const pair = ancestors.at(-1)
  return {
    from,
    to,
    path: pathTo(node, ancestors, atKey),
    at: atKey ? 'key' : 'value',
    hasColon: atKey && /^\s*:/.test(text.slice(to)),
    inline: inBraces(ancestors) || (isPair(pair) && onLineOf(pair, text, from)),
    data: plain(document),
  }
}

interface Found {
  readonly atKey: boolean
  readonly ancestors: readonly unknown[]
}

function pathTo(node: Node, ancestors: readonly unknown[], atKey: boolean): (string | number)[] {
  const path: (string | number)[] = []
  const chain = [...ancestors, node]
  for (const [index, ancestor] of chain.entries()) {
    const isOwn = atKey && index === chain.length - 2
    if (isPair(ancestor) && !isOwn) path.push(String((ancestor.key as Scalar | null)?.value))
    if (isSeq(ancestor)) path.push(ancestor.items.indexOf(chain[index + 1] as never))
  }
  return path
}

function inBraces(ancestors: readonly unknown[]): boolean {
  return ancestors.some((node) => (isMap(node) || isSeq(node)) && node.flow === true)
}

function onLineOf({ key }: Pair, text: string, from: number): boolean {
  const end = isScalar(key) ? (key.range?.[1] ?? from) : from
  return !text.slice(end, from).includes('\n')
}

function plain(document: ReturnType<typeof parseDocument>): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 })
  } catch {
    return null
  }
}
