/**
 * A drill file as a YAML document that keeps its positions. What could hurt whoever reads it
 * (size, depth, aliases that multiply) is refused before it becomes data.
 */
import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml'
import type { Document, Node } from 'yaml'
import type { Path } from '../../core/drills/problem.ts'
import type { DrillFileError } from './drill-file-error.ts'

export const FILE_BYTES_MAXIMUM = 256 * 1024
const DEPTH_MAXIMUM = 24
/** With every alias followed. */
const NODES_MAXIMUM = 50_000

export interface Position {
  readonly line: number
  readonly column: number
}

export type ReadDocument =
  | { readonly ok: true; readonly document: DrillDocument }
  | { readonly ok: false; readonly errors: readonly DrillFileError[] }

export function readDocument(text: string, file: string): ReadDocument {
  const refuse = (position: Position, message: string, expected: string): ReadDocument => ({
    ok: false,
    errors: [{ file, ...position, message, expected }],
  })
  const top = { line: 1, column: 1 }
  if (Buffer.byteLength(text) > FILE_BYTES_MAXIMUM) {
    return refuse(top, 'the file is too large', `at most ${FILE_BYTES_MAXIMUM / 1024} kB`)
  }
  const lines = new LineCounter()
  let yaml: Document.Parsed
  try {
    yaml = parseDocument(text, { lineCounter: lines, prettyErrors: false, stringKeys: true })
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return refuse(top, 'the file is nested too deeply', `at most ${DEPTH_MAXIMUM} levels`)
  }
  const faults = [...yaml.errors, ...yaml.warnings]
  if (faults.length > 0) {
    const errors = faults.map(({ message, pos }) => ({
      file,
      ...positionAt(lines, pos[0]),
      message: `this is not YAML: ${sentence(message)}`,
      expected: '',
    }))
    return { ok: false, errors }
  }
  if (!isMap(yaml.contents)) return refuse(top, 'the file holds no drill', 'a mapping with keys')
  const excess = excessOf(yaml)
  if (excess !== null) {
    return refuse(positionAt(lines, excess.node.range?.[0] ?? 0), excess.message, excess.expected)
  }
  return { ok: true, document: new DrillDocument(yaml, lines) }
}

export class DrillDocument {
  readonly #yaml: Document.Parsed
  readonly #lines: LineCounter

  constructor(yaml: Document.Parsed, lines: LineCounter) {
    this.#yaml = yaml
    this.#lines = lines
  }

  /** Plain data; a copy. */
  data(): unknown {
    return this.#yaml.toJS({ maxAliasCount: NODES_MAXIMUM })
  }

  has(path: readonly string[]): boolean {
    return this.#yaml.hasIn(path)
  }

  /** Replaces or adds what is at `path`; false where something on the way is no collection. */
  set(path: readonly string[], value: unknown): boolean {
    try {
      this.#yaml.setIn(path, this.#yaml.createNode(value))
      return true
    } catch {
      return false
    }
  }

  /** Where the value at `path` begins, or its key; of a path that is not there, its parent. */
  position(path: Path, atKey: boolean): Position {
    let node: unknown = this.#yaml.contents
    let offset = rangeStart(node) ?? 0
    for (const [depth, part] of path.entries()) {
      const inside = isAlias(node) ? node.resolve(this.#yaml) : node
      if (isMap(inside)) {
        const pair = inside.items.find(({ key }) => isScalar(key) && key.value === part)
        if (pair === undefined) break
        const wantsKey = atKey && depth === path.length - 1
        offset = (wantsKey ? null : rangeStart(pair.value)) ?? rangeStart(pair.key) ?? offset
        node = pair.value
      } else if (isSeq(inside) && typeof part === 'number') {
        node = inside.items[part]
        offset = rangeStart(node) ?? offset
      } else {
        break
      }
    }
    return positionAt(this.#lines, offset)
  }
}

function rangeStart(node: unknown): number | null {
  return (node as Partial<Node> | null | undefined)?.range?.[0] ?? null
}

function positionAt(lines: LineCounter, offset: number): Position {
  const { line, col } = lines.linePos(offset)
  return { line: Math.max(1, line), column: Math.max(1, col) }
}

interface Excess {
  readonly node: Node
  readonly message: string
  readonly expected: string
}

/** The first node that goes too far. Aliases are followed, so a loop of them is too deep. */
function excessOf(yaml: Document.Parsed): Excess | null {
  const open: { readonly node: unknown; readonly depth: number }[] = [
    { node: yaml.contents, depth: 1 },
  ]
  let seen = 0
  for (let entry = open.pop(); entry !== undefined; entry = open.pop()) {
    const { node, depth } = entry
    seen++
    if (seen > NODES_MAXIMUM) {
      const message = 'the file says too much, with every alias followed'
      return { node: node as Node, message, expected: `at most ${NODES_MAXIMUM} values` }
    }
    if (depth > DEPTH_MAXIMUM) {
      const message = 'the file is nested too deeply'
      return { node: node as Node, message, expected: `at most ${DEPTH_MAXIMUM} levels` }
    }
    if (isAlias(node)) {
      open.push({ node: node.resolve(yaml), depth })
    } else if (isMap(node)) {
      for (const { value } of node.items) open.push({ node: value, depth: depth + 1 })
    } else if (isSeq(node)) {
      for (const item of node.items) open.push({ node: item, depth: depth + 1 })
    }
  }
  return null
}

/** The library's first line, without its full stop. */
function sentence(message: string): string {
  return (message.split('\n')[0] ?? '').replace(/[.:]$/, '')
}
