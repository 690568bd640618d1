/**
 * The connection on which this process sends to one other process. It is dialled when there is
 * something to send, and dialled again with growing pauses after it broke. What was handed to a
 * broken connection is not sent again: messages may be lost.
 *
 * What waits is bounded. A receiver that is slower than its senders loses the oldest frames,
 * because the newest are those that still tell it something.
 */
import { connect, type SecureContext, type TLSSocket } from 'node:tls'
import type { Address } from '../../../core/runtime/machine.ts'
import { PEER_QUEUE_BYTES_MAX, REDIAL_FROM_MS, REDIAL_TO_MS, SOCKET_BYTES_MAX } from '../limits.ts'
import { FRAME_HEADER_BYTES, sealFrame } from './frame.ts'
import { provenNames } from './identity.ts'

export interface OutboundOptions {
  readonly port: number
  /** A machine of the process behind `port`; its certificate must name it. */
  readonly name: Address
  readonly context: SecureContext
  readonly up: (names: ReadonlySet<Address>) => void
  /** An established connection is gone. */
  readonly down: (names: ReadonlySet<Address>) => void
  readonly intruder: (detail: string) => void
  /** `frames` were thrown away because the peer takes too little. */
  readonly overload: (frames: number) => void
}

interface Waiting {
  readonly frame: Buffer
  /** Index of the bit of the payload that is flipped behind the checksum's back. */
  readonly flipBit: number | null
}

export class Outbound {
  readonly #options: OutboundOptions
  #socket: TLSSocket | null = null
  #names: ReadonlySet<Address> | null = null
  #sequence = 0
  #queue: Waiting[] = []
  #queuedBytes = 0
  #redialMs = REDIAL_FROM_MS
  #redial: NodeJS.Timeout | null = null
  #closed = false

  constructor(options: OutboundOptions) {
    this.#options = options
  }

  /** Bytes that wait here and in the socket. */
  get waitingBytes(): number {
    return this.#queuedBytes + (this.#socket?.writableLength ?? 0)
  }

  /** Sends a frame made by `frameFor`, or keeps it until the peer can take it. */
  send(frame: Buffer, flipBit: number | null = null): void {
    if (this.#closed) return
    if (this.#ready() && this.#queue.length === 0) {
      this.#write({ frame, flipBit })
      return
    }
    this.#queue.push({ frame, flipBit })
    this.#queuedBytes += frame.length
    if (this.#queuedBytes > PEER_QUEUE_BYTES_MAX) this.#shed()
    if (!this.#socket && !this.#redial) this.#dial()
  }

  /** Tears the connection down. Returns false when there was none. */
  reset(): boolean {
    if (!this.#names) return false
    this.#socket?.destroy()
    return true
  }

  /** Sends what waits if the peer takes it, and ends the connection. */
  close(): void {
    this.#closed = true
    if (this.#redial) clearTimeout(this.#redial)
    if (this.#names) this.#socket?.end()
    else this.#socket?.destroy()
    this.#clear()
  }

  #ready(): boolean {
    return this.#names !== null && (this.#socket as TLSSocket).writableLength < SOCKET_BYTES_MAX
  }

  #dial(): void {
    const { port, name, context } = this.#options
    const socket = connect({
      host: '127.0.0.1',
      port,
      servername: name,
      secureContext: context,
      rejectUnauthorized: true,
    })
    this.#socket = socket
    this.#sequence = 0
    socket.setNoDelay(true)
    socket.on('secureConnect', () => this.#established(provenNames(socket)))
    socket.on('drain', () => this.#drain())
    socket.on('error', (error) => this.#refused(error))
    socket.on('close', () => this.#broken())
    // Nothing is ever sent in this direction; reading is how the end is noticed.
    socket.resume()
  }

  #established(names: ReadonlySet<Address>): void {
    this.#names = names
    this.#redialMs = REDIAL_FROM_MS
    if (this.#closed) {
      this.#socket?.end()
      return
    }
    this.#options.up(names)
    this.#drain()
  }

  #refused(error: NodeJS.ErrnoException): void {
    if (this.#names || this.#closed || isNetworkError(error)) return
    this.#options.intruder(
      `port ${this.#options.port} is not ${this.#options.name}: ${error.message}`,
    )
  }

  #broken(): void {
    const names = this.#names
    this.#names = null
    this.#socket = null
    this.#clear()
    if (this.#closed) return
    this.#redial = setTimeout(() => {
      this.#redial = null
      if (this.#queue.length > 0) this.#dial()
    }, this.#redialMs)
    this.#redialMs = Math.min(this.#redialMs * 2, REDIAL_TO_MS)
    if (names) this.#options.down(names)
  }

  #drain(): void {
    if (this.#queue.length === 0 || !this.#ready()) return
    this.#socket?.cork()
    let sent = 0
    while (sent < this.#queue.length && this.#ready()) {
      const waiting = this.#queue[sent++] as Waiting
      this.#queuedBytes -= waiting.frame.length
      this.#write(waiting)
    }
    this.#queue.splice(0, sent)
    this.#socket?.uncork()
  }

  #write({ frame, flipBit }: Waiting): void {
    sealFrame(frame, this.#sequence++)
    if (flipBit !== null) {
      const at = FRAME_HEADER_BYTES + (flipBit >>> 3)
      frame[at] = (frame[at] as number) ^ (1 << (flipBit & 7))
    }
    this.#socket?.write(frame)
  }

  #shed(): void {
    let shed = 0
    while (this.#queuedBytes > PEER_QUEUE_BYTES_MAX && shed < this.#queue.length - 1) {
      this.#queuedBytes -= (this.#queue[shed++] as Waiting).frame.length
    }
    this.#queue.splice(0, shed)
    if (shed > 0) this.#options.overload(shed)
  }

  #clear(): void {
    this.#queue = []
    this.#queuedBytes = 0
  }
}

/** The other process is not there, or went away: nothing that says who it is. */
function isNetworkError(error: NodeJS.ErrnoException): boolean {
  const codes = ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ECANCELED', 'ECONNABORTED']
  return codes.includes(error.code ?? '')
}
