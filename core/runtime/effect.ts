/** What one step of a machine asked its host to do, in order. */
import type { Address, DiskRecord, Message, Report, Request, Result } from './machine.ts'

export type Effect =
  | {
      readonly kind: 'send'
      readonly to: Address
      readonly body: Message
      readonly early: boolean
    }
  | {
      readonly kind: 'reply'
      readonly request: Request
      readonly result: Result
      readonly early: boolean
    }
  | { readonly kind: 'store'; readonly record: DiskRecord; readonly position: number }
  | {
      readonly kind: 'rewrite'
      readonly records: readonly DiskRecord[]
      readonly position: number
    }
  | { readonly kind: 'set-timer'; readonly name: string; readonly afterMs: number }
  | { readonly kind: 'clear-timer'; readonly name: string }
  | { readonly kind: 'report'; readonly event: Report }
