/**
 * The privileged end of a door that carries frames: reads calls, hands them to the console, sends
 * back answers and events. What the bytes travel on is the business of `BytePipe`.
 */
import type { EventName, Events } from './contract.ts'
import type { Dispatch } from './dispatch.ts'
import type { Envelope } from './envelope.ts'
import type { CallFrame } from './frames.ts'
import { decodeFrame } from './frames.ts'
import { Outbox, type SendBytes } from './outbox.ts'

/** The part of the console that a door needs. */
export interface Answering {
  readonly dispatch: Dispatch
  listen(listener: <Name extends EventName>(name: Name, event: Events[Name]) => void): () => void
}

export interface BytePipe {
  readonly send: SendBytes
  /** Asks the other side to wait, or to go on. */
  hold(held: boolean): void
}

/** The largest call is a piece of an imported run file; see `runs.continueImport`. */
export const FRAME_BYTES_MAX = 2 * 1024 ** 2
/** A window that has not read this much gets no more summaries and no more calls in, bytes. */
export const WAITING_BYTES_MAX = 4 * 1024 ** 2
/** Calls of one window that may be under way; a page has a handful. */
export const CALLS_MAX = 128

export interface FrameDoor {
  /** False for what is no call: whoever sent it does not speak our language. */
  receive(bytes: Uint8Array): boolean
  /** No more events; answers that come later go nowhere. */
  close(): void
}

export function openFrameDoor(pipe: BytePipe, console: Answering): FrameDoor {
  let open = true
  let underWay = 0
  const outbox = new Outbox({
    send: pipe.send,
    waitingBytesMax: WAITING_BYTES_MAX,
    drained: () => pipe.hold(false),
  })
  const deaf = console.listen((name, event) => outbox.event(name, event))

  const answer = (id: number, envelope: Envelope<unknown>): void => {
    if (!open) return
    outbox.answer(id, envelope)
    if (outbox.full) pipe.hold(true)
  }

  return {
    receive(bytes) {
      const frame = readCall(bytes)
      if (frame === null) return false
      const { id, call, request } = frame
      if (underWay >= CALLS_MAX) {
        answer(id, TOO_MANY)
        return true
      }
      underWay++
      void console.dispatch(call, request).then((envelope) => {
        underWay--
        answer(id, envelope)
      })
      return true
    },
    close() {
      open = false
      deaf()
    },
  }
}

const TOO_MANY: Envelope<never> = {
  ok: false,
  error: {
    code: 'refused',
    message: `${CALLS_MAX} calls of this window are under way; ask again when some have ended`,
    definite: true,
  },
}

function readCall(bytes: Uint8Array): CallFrame | null {
  try {
    const frame = decodeFrame(bytes) as Partial<CallFrame> | null
    if (typeof frame !== 'object' || frame === null) return null
    const { id, call, request } = frame
    if (!Number.isSafeInteger(id) || typeof call !== 'string') return null
    return { id: id as number, call, request }
  } catch {
    return null
  }
}
