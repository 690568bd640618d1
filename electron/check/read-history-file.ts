/**
 * Reads a history file, or the standard input, piece by piece, in the format that was asked for or
 * in the one that its content tells. The file is never written; whatever is wrong with it is a
 * value, with the line where there is one, and never an exception.
 */
import { createReadStream } from 'node:fs'
import { detectFormat, findFormat, historyFormats } from '../../core/history/detect-format.ts'
import type { OperationList } from '../../core/history/operation-list.ts'
import { HistoryCollector } from '../../core/history/read-history.ts'
import type { HistoryFormat } from '../../core/history/reader.ts'
import { NotUtf8, Utf8Text } from './utf8-text.ts'

const PIECE_BYTES = 256 * 1024

export interface HistoryFileProblem {
  readonly kind: 'undetected-format' | 'unreadable-file' | 'empty-file' | 'malformed-history'
  /** One line for people, with the file and the line where there are any. */
  readonly message: string
  /** From 1; where a line is at fault. */
  readonly line?: number
  /** What should have stood there. */
  readonly expected?: string
}

export type HistoryFileRead =
  | {
      readonly ok: true
      readonly format: HistoryFormat
      readonly operations: OperationList
      readonly readBytes: number
    }
  | { readonly ok: false; readonly problem: HistoryFileProblem }

/** What stands for the standard input in place of a path. */
const STANDARD_INPUT = '-'

/** What people call the history at `path`. */
export function nameOfHistory(path: string): string {
  return path === STANDARD_INPUT ? 'standard input' : path
}

/** Reads all of the file; `tell` is called after each piece with the bytes so far. */
export async function readHistoryFile(
  path: string,
  formatName: string | undefined,
  tell: (readBytes: number) => void,
): Promise<HistoryFileRead> {
  const named = nameOfHistory(path)
  try {
    return await read({ named, pieces: piecesOf(path), tell }, formatName)
  } catch (error) {
    if (error instanceof NotUtf8) {
      const { line } = error
      return malformed(named, { line, message: 'the text is not UTF-8', expected: 'text in UTF-8' })
    }
    const code = (error as NodeJS.ErrnoException).code
    if (code === undefined) throw error
    const why = REASONS[code] ?? code
    return refuse('unreadable-file', `${named}: ${why}`)
  }
}

const REASONS: { readonly [code: string]: string } = {
  ENOENT: 'no such file',
  EISDIR: 'this is a folder, not a file; name the files in it',
  EACCES: 'no permission to read it',
}

/** Opens the file when the first piece is asked for. */
function piecesOf(path: string): AsyncIterable<Uint8Array> {
  if (path === STANDARD_INPUT) return process.stdin
  return createReadStream(path, { highWaterMark: PIECE_BYTES })
}

interface OpenedHistory {
  /** What people call it. */
  readonly named: string
  readonly pieces: AsyncIterable<Uint8Array>
  /** Called after each piece. */
  readonly tell: (readBytes: number) => void
}

async function read(
  { named, pieces, tell }: OpenedHistory,
  formatName: string | undefined,
): Promise<HistoryFileRead> {
  const utf8 = new Utf8Text()
  let format = formatName === undefined ? undefined : findFormat(formatName)
  let collector = format === undefined ? undefined : new HistoryCollector(format)
  /** What came before the format was known. */
  let head = ''
  let some = false
  let total = 0
  for await (const piece of withEnd(pieces)) {
    if (total === 0 && isGzip(piece)) return compressed(named)
    let text = utf8.decode(piece)
    some ||= text.trim() !== ''
    total += piece.length
    tell(total)
    if (collector === undefined) {
      head += text
      if (head.trim() === '') continue
      const detected = detectFormat(head)
      if (detected === undefined) return undetected(named)
      format = findFormat(detected) as HistoryFormat
      collector = new HistoryCollector(format)
      text = head
    }
    const problem = collector.push(text)
    if (problem !== undefined) return malformed(named, problem)
  }
  if (!some || collector === undefined || format === undefined) {
    return refuse('empty-file', `${named}: the file holds nothing`)
  }
  const history = collector.end()
  if (!history.ok) return malformed(named, history.problem)
  return { ok: true, format, operations: history.operations, readBytes: total }
}

/** An empty piece tells the decoder that the text is over. */
async function* withEnd(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* pieces
  yield new Uint8Array()
}

function isGzip(piece: Uint8Array): boolean {
  return piece[0] === 0x1f && piece[1] === 0x8b
}

function compressed(named: string): { readonly ok: false; readonly problem: HistoryFileProblem } {
  const way = `gunzip -c ${named} | faultline check - --model ...`
  return refuse('unreadable-file', `${named}: this is compressed by gzip; expected text: ${way}`)
}

function malformed(
  path: string,
  { line, message, expected }: { line: number; message: string; expected: string },
): { readonly ok: false; readonly problem: HistoryFileProblem } {
  const text = `${path}:${line}: ${message}; expected ${expected}`
  return { ok: false, problem: { kind: 'malformed-history', message: text, line, expected } }
}

function undetected(path: string): { readonly ok: false; readonly problem: HistoryFileProblem } {
  const known = historyFormats.map(({ name }) => name).join(', ')
  return refuse('undetected-format', `${path}: looks like none of the formats ${known}`)
}

function refuse(
  kind: HistoryFileProblem['kind'],
  message: string,
): { readonly ok: false; readonly problem: HistoryFileProblem } {
  return { ok: false, problem: { kind, message } }
}
