/**
 * The leash between a host process and its supervisor, whatever carries it. Losing it means that
 * nobody supervises this process any more.
 */
import type { FromHost, ToHost } from './control.ts'

export interface HostChannel {
  /** `sent` is called when the message has left this process, or cannot any more. */
  send(message: FromHost, sent?: () => void): void
  /** Calls `then` when every message so far has left. */
  whenSent(then: () => void): void
  /** Calls `onMessage` for each message from now on, and `onClose` once. */
  listen(onMessage: (message: ToHost) => void, onClose: () => void): void
}

/** The channel of a process that was started with an `ipc` channel in its `stdio`. */
export function processChannel(): HostChannel {
  const waiting: (() => void)[] = []
  let underWay = 0
  const left = (): void => {
    underWay--
    if (underWay === 0) for (const then of waiting.splice(0)) then()
  }
  return {
    send: (message, sent) => {
      if (!process.connected || !process.send) {
        sent?.()
        return
      }
      underWay++
      // A message that cannot be sent means a closed channel, which `listen` reports.
      process.send(message, undefined, undefined, () => {
        sent?.()
        left()
      })
    },
    whenSent: (then) => {
      if (underWay === 0) then()
      else waiting.push(then)
    },
    listen: (onMessage, onClose) => {
      process.on('message', (message) => onMessage(message as ToHost))
      if (process.connected) process.on('disconnect', onClose)
      else setImmediate(onClose)
    },
  }
}
