/**
 * What every writer of a history format is: events go in, one by one, and text comes out, which
 * the reader of the format reads back as the same events. What a format has no words for is
 * refused; nothing is written in its place.
 */
import type { HistoryEvent } from './operation.ts'

export type WrittenEvent =
  /** Without its end; absent where the format says it by saying nothing. */
  { readonly ok: true; readonly line?: string } | { readonly ok: false; readonly message: string }

export interface HistoryWriter {
  /** The next event of the history. */
  write(event: HistoryEvent): WrittenEvent
}

export function unwritable(event: HistoryEvent, why: string): WrittenEvent {
  return { ok: false, message: `entry ${event.index}, ${event.type} of "${event.f}": ${why}` }
}
