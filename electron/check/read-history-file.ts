/**
 * Reads a history file piece by piece, in the format that was asked for or in the one that its
 * content tells. The file is never written; whatever is wrong with it is a value, with the line
 * where there is one, and never an exception.
 */
import { open } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { detectFormat, findFormat, historyFormats } from '../../core/history/detect-format.ts'
import type { OperationList } from '../../core/history/operation-list.ts'
import { HistoryCollector } from '../../core/history/read-history.ts'
import type { HistoryFormat } from '../../core/history/reader.ts'

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

/** Reads all of the file; `tell` is called after each piece with the bytes so far. */
export async function readHistoryFile(
  path: string,
  formatName: string | undefined,
  tell: (readBytes: number) => void,
): Promise<HistoryFileRead> {
  let file: FileHandle | undefined
  try {
    file = await open(path, 'r')
    return await read({ path, file, tell }, formatName)
  } catch (error) {
    if (error instanceof TypeError && file !== undefined) {
      const line = await firstUndecodableLine(file)
      return malformed(path, { line, message: 'the text is not UTF-8', expected: 'text in UTF-8' })
    }
    const code = (error as NodeJS.ErrnoException).code
    if (code === undefined) throw error
    const why = REASONS[code] ?? code
    return refuse('unreadable-file', `${path}: ${why}`)
  } finally {
    await file?.close()
  }
}

const REASONS: { readonly [code: string]: string } = {
  ENOENT: 'no such file',
  EISDIR: 'this is a folder, not a file',
  EACCES: 'no permission to read it',
}

interface OpenedHistory {
  readonly path: string
  readonly file: FileHandle
  /** Called after each piece. */
  readonly tell: (readBytes: number) => void
}

async function read(
  { path, file, tell }: OpenedHistory,
  formatName: string | undefined,
): Promise<HistoryFileRead> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const piece = new Uint8Array(PIECE_BYTES)
  let format = formatName === undefined ? undefined : findFormat(formatName)
  let collector = format === undefined ? undefined : new HistoryCollector(format)
  /** What came before the format was known. */
  let head = ''
  let some = false
  let total = 0
  for (;;) {
    const { bytesRead } = await file.read(piece, 0, PIECE_BYTES)
    const text = decoder.decode(piece.subarray(0, bytesRead), { stream: bytesRead > 0 })
    some ||= text.trim() !== ''
    total += bytesRead
    tell(total)
    if (collector === undefined) {
      head += text
      if (head.trim() !== '') {
        const detected = detectFormat(head)
        if (detected === undefined) return undetected(path)
        format = findFormat(detected) as HistoryFormat
        collector = new HistoryCollector(format)
        const problem = collector.push(head)
        if (problem !== undefined) return malformed(path, problem)
      }
    } else {
      const problem = collector.push(text)
      if (problem !== undefined) return malformed(path, problem)
    }
    if (bytesRead === 0) break
  }
  if (!some || collector === undefined || format === undefined) {
    return refuse('empty-file', `${path}: the file holds nothing`)
  }
  const history = collector.end()
  if (!history.ok) return malformed(path, history.problem)
  return { ok: true, format, operations: history.operations, readBytes: total }
}

/** From 1. The file is read again, a line at a time: a piece does not tell which byte was wrong. */
async function firstUndecodableLine(file: FileHandle): Promise<number> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const piece = new Uint8Array(PIECE_BYTES)
  let line = 1
  for (let position = 0; ;) {
    const { bytesRead } = await file.read(piece, 0, PIECE_BYTES, position)
    if (bytesRead === 0) return line
    position += bytesRead
    const held = piece.subarray(0, bytesRead)
    for (let from = 0; from < bytesRead;) {
      const lineEnd = held.indexOf(LINE_FEED, from)
      const to = lineEnd < 0 ? bytesRead : lineEnd + 1
      try {
        decoder.decode(held.subarray(from, to), { stream: true })
      } catch {
        return line
      }
      if (lineEnd >= 0) line++
      from = to
    }
  }
}

const LINE_FEED = 10

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
