/**
 * The port on which other processes send to this one. Whoever cannot prove with a certificate
 * of this run who it is gets no further than the handshake; who can, may speak only in its own
 * names. Nothing that arrives here changes anything before it was checked.
 */
import { createServer, type TLSSocket } from 'node:tls'
import type { AddressInfo } from 'node:net'
import type { Envelope } from '../../../core/runtime/envelope.ts'
import type { Address } from '../../../core/runtime/machine.ts'
import type { Credentials } from '../control.ts'
import { CONNECTIONS_MAX, HANDSHAKE_TIMEOUT_MS } from '../limits.ts'
import { decodeEnvelopes, type EnvelopeSource } from '../../wire/envelopes.ts'
import { FrameReader } from './frame.ts'
import { CIPHERS, provenNames } from './identity.ts'

export interface InboundOptions {
  readonly credentials: Credentials
  readonly receive: (envelope: Envelope, source: EnvelopeSource) => void
  readonly up: (names: ReadonlySet<Address>) => void
  /** An established connection is gone. */
  readonly down: (names: ReadonlySet<Address>) => void
  readonly intruder: (detail: string) => void
  readonly badFrame: (peer: string, detail: string) => void
}

export class Inbound {
  readonly #options: InboundOptions
  readonly #server
  readonly #sockets = new Set<TLSSocket>()
  #closed = false

  constructor(options: InboundOptions) {
    this.#options = options
    const { credentials } = options
    this.#server = createServer({
      ca: credentials.authority,
      cert: credentials.certificate,
      key: credentials.key,
      minVersion: 'TLSv1.3',
      ciphers: CIPHERS,
      requestCert: true,
      rejectUnauthorized: true,
      handshakeTimeout: HANDSHAKE_TIMEOUT_MS,
      noDelay: true,
    })
    this.#server.maxConnections = CONNECTIONS_MAX
    this.#server.on('secureConnection', (socket) => this.#accept(socket))
    this.#server.on('tlsClientError', (error: NodeJS.ErrnoException) => {
      if (!isSilence(error)) options.intruder(`a handshake failed: ${error.message}`)
    })
  }

  /** Resolves with the port; rejects when no port can be had. */
  listen(): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject)
      this.#server.listen({ host: '127.0.0.1', port: 0 }, () => {
        resolve((this.#server.address() as AddressInfo).port)
      })
    })
  }

  close(): void {
    this.#closed = true
    this.#server.close()
    for (const socket of this.#sockets) socket.destroy()
  }

  #accept(socket: TLSSocket): void {
    const names = provenNames(socket)
    socket.on('error', () => undefined)
    if (names.size === 0) {
      this.#options.intruder('a certificate of this run that names nobody')
      socket.destroy()
      return
    }
    this.#sockets.add(socket)
    const reader = new FrameReader()
    socket.on('data', (chunk: Buffer) => this.#read(socket, names, reader, chunk))
    socket.on('close', () => {
      this.#sockets.delete(socket)
      if (!this.#closed) this.#options.down(names)
    })
    this.#options.up(names)
  }

  #read(socket: TLSSocket, names: ReadonlySet<Address>, reader: FrameReader, chunk: Buffer): void {
    if (this.#closed) return
    const peer = [...names][0] as Address
    for (const read of reader.push(chunk)) {
      if (read.kind === 'payload') {
        this.#deliver(peer, names, read.payload)
        continue
      }
      this.#options.badFrame(peer, read.why)
      if (read.kind === 'lost') socket.destroy()
    }
  }

  #deliver(peer: string, names: ReadonlySet<Address>, payload: Buffer): void {
    const envelopes = decodeEnvelopes(payload)
    if (!envelopes) {
      this.#options.badFrame(peer, 'not a list of envelopes')
      return
    }
    for (const [index, envelope] of envelopes.entries()) {
      if (names.has(envelope.from)) this.#options.receive(envelope, { payload, index })
      else this.#options.intruder(`${peer} wrote in the name of ${envelope.from}`)
    }
  }
}

/** The other end said nothing wrong; it went away, or never said anything. */
function isSilence(error: NodeJS.ErrnoException): boolean {
  return error.code === 'ECONNRESET' || error.code === 'ERR_TLS_HANDSHAKE_TIMEOUT'
}
