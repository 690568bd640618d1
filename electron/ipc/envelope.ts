/** What comes back for a call: a value, or why there is none. */

export type CallErrorCode =
  /** The request has not the shape of the contract. */
  | 'bad-request'
  | 'unknown-call'
  /** What was named is not there. */
  | 'not-found'
  /** Asked for rightly, and not possible as things stand. */
  | 'refused'
  /** Faultline itself failed. */
  | 'failed'

export interface CallFailure {
  readonly code: CallErrorCode
  /** One sentence for people. */
  readonly message: string
  /** False where it may have taken effect all the same. */
  readonly definite: boolean
}

export type Envelope<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly error: CallFailure }

/** Thrown by a handler to refuse, and by the renderer's side for whatever was refused. */
export class CallError extends Error {
  readonly code: CallErrorCode
  readonly definite: boolean

  constructor({ code, message, definite }: CallFailure) {
    super(message)
    this.name = 'CallError'
    this.code = code
    this.definite = definite
  }
}

export function refuse(message: string, code: CallErrorCode = 'refused'): CallError {
  return new CallError({ code, message, definite: true })
}
