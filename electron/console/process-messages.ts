/**
 * What the desktop shell and the console's process say to each other over Node's channel.
 *
 * Calls, answers and events are the frames of `../ipc/`, as text: the channel's own way for binary
 * data is that of V8, and Electron's V8 need not be able to talk to Node's.
 */
import { Buffer } from 'node:buffer'

export type ToConsole =
  | { readonly kind: 'frame'; readonly frame: string }
  /** The shell was asked by the system to open a file; the page cannot ask for that. */
  | { readonly kind: 'import'; readonly id: number; readonly path: string }

export type FromConsole =
  | { readonly kind: 'frame'; readonly frame: string }
  | { readonly kind: 'imported'; readonly id: number; readonly result: ImportResult }

export type ImportResult =
  | { readonly ok: true; readonly run: string }
  /** One sentence for people. */
  | { readonly ok: false; readonly message: string }

export function frameToText(frame: Uint8Array): string {
  return Buffer.from(frame.buffer, frame.byteOffset, frame.byteLength).toString('base64')
}

export function textToFrame(text: string): Uint8Array {
  return Buffer.from(text, 'base64')
}

/** What is not a message of the shell is null. */
export function readToConsole(message: unknown): ToConsole | null {
  if (typeof message !== 'object' || message === null) return null
  const { kind, frame, id, path } = message as { readonly [key: string]: unknown }
  if (kind === 'frame' && typeof frame === 'string') return { kind, frame }
  if (kind === 'import' && typeof id === 'number' && typeof path === 'string') {
    return { kind, id, path }
  }
  return null
}
