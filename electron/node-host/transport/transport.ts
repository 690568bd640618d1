/**
 * Sends and receives envelopes for all machines of this process. One connection for each
 * direction between two processes; what a turn sends to one process is one frame and one write.
 *
 * Link faults strike here, on the sender's side, message by message and before batching. While
 * none stands they cost one comparison a turn.
 */
import type { SecureContext } from 'node:tls'
import type { Prng } from '../../../core/base/prng.ts'
import { LinkFates } from '../../../core/faults/link-fate.ts'
import type { Envelope } from '../../../core/runtime/envelope.ts'
import type { Address } from '../../../core/runtime/machine.ts'
import type { Credentials, Registry, Trouble } from '../control.ts'
import { FRAME_BYTES_MAX } from '../limits.ts'
import { encodeEnvelopes, messageBytes, type EnvelopeSource } from '../../wire/envelopes.ts'
import { FRAME_HEADER_BYTES, frameFor } from './frame.ts'
import { HeldMessages } from './held-messages.ts'
import { secureContext } from './identity.ts'
import { Inbound } from './inbound.ts'
import { Outbound } from './outbound.ts'

export interface TransportOptions {
  readonly credentials: Credentials
  /** The machines of this process. */
  readonly machines: ReadonlySet<Address>
  readonly prng: Prng
  /** True time, ms. */
  readonly nowMs: () => number
  /** `source` where it came over a wire. */
  readonly receive: (envelope: Envelope, source?: EnvelopeSource) => void
  /** The connection from the process of `peer` was closed; once until it is back. */
  readonly disconnected: (peer: Address) => void
  readonly trouble: (trouble: Trouble, source: string, detail: string) => void
}

interface Peer {
  readonly outbound: Outbound
  readonly batch: Envelope[]
}

export class Transport {
  readonly fates: LinkFates
  readonly #options: TransportOptions
  readonly #context: SecureContext
  readonly #inbound: Inbound
  readonly #held: HeldMessages
  readonly #ports = new Map<Address, number>()
  /** Peers by port: the machines of one process share one. */
  readonly #peers = new Map<number, Peer>()
  /** Machines whose process is connected, in whichever direction. */
  readonly #connected = new Set<Address>()
  #locals: Envelope[] = []
  /** Frames that were refused in this life of the process. */
  #refused = 0

  constructor(options: TransportOptions) {
    this.#options = options
    this.fates = new LinkFates(options.prng)
    this.#context = secureContext(options.credentials)
    this.#held = new HeldMessages(options.nowMs, (held) => {
      if (held.corrupt) this.#sendDamaged(held.envelope)
      else this.#sendAlone(held.envelope)
    })
    this.#inbound = new Inbound({
      credentials: options.credentials,
      receive: options.receive,
      up: (names) => this.#up(names),
      down: (names) => this.#down(names),
      intruder: (detail) => options.trouble('intruder', 'handshake', detail),
      badFrame: (peer, detail) => {
        this.#refused++
        const total = `${this.#refused} in all`
        options.trouble('bad-frame', peer, `a frame of ${peer} was refused: ${detail} (${total})`)
      },
    })
  }

  listen(): Promise<number> {
    return this.#inbound.listen()
  }

  /** Takes over where each machine is reached; connections to ports that are gone are closed. */
  register(registry: Registry): void {
    const before = new Map(this.#ports)
    this.#ports.clear()
    for (const [machine, port] of Object.entries(registry)) {
      if (!this.#options.machines.has(machine)) this.#ports.set(machine, port)
    }
    const ports = new Set(this.#ports.values())
    for (const [port, peer] of this.#peers) {
      if (ports.has(port)) continue
      peer.outbound.close()
      this.#peers.delete(port)
    }
    // Whoever left its port is gone, and we may hear so here before its socket says it.
    for (const [machine, port] of before) if (!ports.has(port)) this.#down(new Set([machine]))
  }

  /** Sends what a turn has released, in order; what is for an unknown machine is lost. */
  send(envelopes: readonly Envelope[]): void {
    const touched = new Set<Peer>()
    const clear = this.fates.idle
    for (const envelope of envelopes) {
      if (!clear && this.#struck(envelope)) continue
      if (this.#toOwnMachine(envelope)) continue
      const peer = this.#peerOf(envelope.to)
      if (!peer) continue
      peer.batch.push(envelope)
      touched.add(peer)
    }
    for (const peer of touched) {
      this.#sendBatch(peer, peer.batch)
      peer.batch.length = 0
    }
  }

  /** Tears down the connection to the process of `machine`. False when there is none. */
  reset(machine: Address): boolean {
    const port = this.#ports.get(machine)
    return port !== undefined && this.#peers.get(port)?.outbound.reset() === true
  }

  /** Bytes that wait for the process of `machine`. */
  waitingBytes(machine: Address): number {
    const port = this.#ports.get(machine)
    return port === undefined ? 0 : (this.#peers.get(port)?.outbound.waitingBytes ?? 0)
  }

  close(): void {
    this.#held.clear()
    for (const peer of this.#peers.values()) peer.outbound.close()
    this.#inbound.close()
  }

  /** Lets the faults have the message. True when it is not to be sent now as it is. */
  #struck(envelope: Envelope): boolean {
    const nowMs = this.#options.nowMs()
    const { from, to, body } = envelope
    const fate = this.fates.decide(from, to, messageBytes(body), nowMs)
    if (fate === null) return false
    for (const { delayMs, corrupt } of fate) {
      if (delayMs > 0) {
        const kept = this.#held.hold({ envelope, corrupt }, nowMs + delayMs)
        if (!kept) this.#options.trouble('overload', to, `too many messages are held for ${to}`)
      } else if (corrupt) this.#sendDamaged(envelope)
      else this.#sendAlone(envelope)
    }
    return true
  }

  /** Machines of one process talk without a wire, but not within each other's steps. */
  #toOwnMachine(envelope: Envelope): boolean {
    if (!this.#options.machines.has(envelope.to)) return false
    if (this.#locals.length === 0) setImmediate(() => this.#deliverLocals())
    this.#locals.push(envelope)
    return true
  }

  #deliverLocals(): void {
    const locals = this.#locals
    this.#locals = []
    for (const envelope of locals) this.#options.receive(envelope)
  }

  #sendAlone(envelope: Envelope): void {
    if (this.#toOwnMachine(envelope)) return
    const peer = this.#peerOf(envelope.to)
    if (peer) this.#sendBatch(peer, [envelope])
  }

  /** In a frame of its own, so that the receiver's checksum costs no other message its life. */
  #sendDamaged(envelope: Envelope): void {
    const peer = this.#peerOf(envelope.to)
    if (!peer) return
    const frame = frameFor(encodeEnvelopes([envelope]))
    const bits = (frame.length - FRAME_HEADER_BYTES) * 8
    peer.outbound.send(frame, this.#options.prng.integer(0, bits - 1))
  }

  #sendBatch(peer: Peer, envelopes: readonly Envelope[]): void {
    const payload = encodeEnvelopes(envelopes)
    if (payload.length <= FRAME_BYTES_MAX) {
      peer.outbound.send(frameFor(payload))
      return
    }
    const half = envelopes.length >>> 1
    if (half === 0) {
      const detail = `a message of ${payload.length} bytes is too long to be sent`
      this.#options.trouble('overload', envelopes[0]?.to ?? '', detail)
      return
    }
    this.#sendBatch(peer, envelopes.slice(0, half))
    this.#sendBatch(peer, envelopes.slice(half))
  }

  #peerOf(machine: Address): Peer | null {
    const port = this.#ports.get(machine)
    if (port === undefined) return null
    let peer = this.#peers.get(port)
    if (!peer) this.#peers.set(port, (peer = this.#createPeer(machine, port)))
    return peer
  }

  #createPeer(machine: Address, port: number): Peer {
    const { trouble } = this.#options
    const outbound = new Outbound({
      port,
      name: machine,
      context: this.#context,
      up: (names) => this.#up(names),
      down: (names) => this.#down(names),
      intruder: (detail) => trouble('intruder', machine, detail),
      overload: (frames) =>
        trouble('overload', machine, `${frames} frames for ${machine} were thrown away`),
    })
    return { outbound, batch: [] }
  }

  #up(names: ReadonlySet<Address>): void {
    for (const name of names) this.#connected.add(name)
  }

  #down(names: ReadonlySet<Address>): void {
    for (const name of names) {
      if (this.#connected.delete(name)) this.#options.disconnected(name)
    }
  }
}
