/**
 * The simulated network: one link for each direction between two machines. A message takes a
 * random time, may overtake another (unless the profile keeps order), and suffers what faults
 * stand on its link, decided by the same `LinkFates` as in a live host. A message to a machine
 * that is down is lost.
 *
 * Connections are implied: a link is open once something was sent on it. When a process ends, or
 * a fault tears the connection, the other side is told that it closed, and what a torn
 * connection carried is lost.
 */
import type { Prng } from '../base/prng.ts'
import type { Evidence, LinkRule } from '../faults/action.ts'
import { LinkFates } from '../faults/link-fate.ts'
import type { Envelope } from '../runtime/envelope.ts'
import type { Address, Input } from '../runtime/machine.ts'
import type { EvidenceBook } from './evidence-book.ts'
import type { Arrival, WorldEvent } from './event.ts'
import type { SimulatedHost } from './host.ts'
import { Nature, type NatureCounts, type NatureProfile } from './nature.ts'
import type { Scheduler } from './scheduler.ts'

export interface NetworkProfile {
  /** How long a message takes without faults: uniform between the two, microseconds. */
  readonly latencyFromUs: number
  readonly latencyToUs: number
  /** Whether messages of one link arrive in the order in which they were sent, as over TCP. */
  readonly ordered: boolean
  /** Messages under way on one direction of one link; what comes on top is dropped. */
  readonly inFlightMaximum: number
  /** What the network does to messages by itself; `null`: nothing. */
  readonly nature: NatureProfile | null
}

/** One direction between two machines. */
export interface Link {
  readonly from: Address
  readonly to: SimulatedHost
  prng: Prng
  nature: Nature | null
  open: boolean
  connection: number
  inFlight: number
  /** Where order is kept: when the last message arrives. */
  lastArrivalUs: number
  /** The fault whose rule corrupts messages here, if one does. */
  corruptedBy: string | null
}

/** A rule that tears a connection again and again. */
export interface Reset {
  readonly fault: string
  readonly link: Link
  readonly everyUs: number
  live: boolean
}

/** A machine's own side of the network. */
export interface Port {
  readonly host: SimulatedHost
  readonly fates: LinkFates
  readonly links: Map<Address, Link>
}

export interface NetworkCounts extends NatureCounts {
  sent: number
  delivered: number
  /** Addressed to a machine that does not exist or is not up. */
  undeliverable: number
  /** Dropped because too much was under way. */
  overflowed: number
}

export interface NetworkOptions {
  readonly profile: NetworkProfile
  readonly prng: Prng
  readonly scheduler: Scheduler<WorldEvent>
  readonly evidence: EvidenceBook
}

export class SimulatedNetwork {
  readonly counts: NetworkCounts = {
    sent: 0,
    delivered: 0,
    undeliverable: 0,
    overflowed: 0,
    lost: 0,
    damaged: 0,
    repeated: 0,
    late: 0,
  }
  /** When the network becomes good for good, ms since the run began; infinite where it never does. */
  stabilisesAtMs: number
  readonly #profile: NetworkProfile
  #prng: Prng
  readonly #scheduler: Scheduler<WorldEvent>
  readonly #evidence: EvidenceBook
  readonly #ports = new Map<Address, Port>()
  readonly #rules = new Set<string>()
  #resets: Reset[] = []
  /** Messages are only weighed once a rule asks for it. */
  #weighs = false

  constructor(options: NetworkOptions) {
    this.#profile = options.profile
    this.#prng = options.prng
    this.#scheduler = options.scheduler
    this.#evidence = options.evidence
    this.stabilisesAtMs = this.#drawStabilisation()
  }

  attach(host: SimulatedHost): Port {
    const fates = new LinkFates(this.#prng.fork(`fates ${host.id}`))
    const port: Port = { host, fates, links: new Map() }
    this.#ports.set(host.id, port)
    return port
  }

  transmit(port: Port, envelope: Envelope): void {
    this.counts.sent++
    const link = port.links.get(envelope.to) ?? this.#link(port, envelope.to)
    if (!link) {
      this.counts.undeliverable++
      return
    }
    link.open = true
    if (port.fates.idle) {
      this.#send(link, envelope, 0, false)
      return
    }
    const bytes = this.#weighs ? JSON.stringify(envelope.body).length : 0
    const nowMs = this.#scheduler.nowUs / 1000
    const fate = port.fates.decide(envelope.from, envelope.to, bytes, nowMs)
    if (fate === null) this.#send(link, envelope, 0, false)
    else for (const copy of fate) this.#send(link, envelope, copy.delayMs, copy.corrupt)
  }

  /** Puts a message under way that arrives at `atUs`, whatever stands on its link. */
  inject(port: Port, envelope: Envelope, atUs: number): void {
    const link = port.links.get(envelope.to) ?? this.#link(port, envelope.to)
    if (!link) return
    link.open = true
    link.inFlight++
    link.lastArrivalUs = Math.max(link.lastArrivalUs, atUs)
    const { to: host, connection } = link
    const arrival = { kind: 'arrival', host, link, connection, envelope, corrupt: false } as const
    this.#scheduler.schedule(atUs, arrival)
  }

  /** True when what arrives is whole, on a connection that still stands. */
  accept(arrival: Arrival): boolean {
    const { link } = arrival
    link.inFlight--
    if (arrival.connection !== link.connection) return false
    if (!arrival.corrupt) return true
    if (link.corruptedBy !== null) this.#evidence.add(link.corruptedBy, { refused: 1 })
    return false
  }

  /** The process of `port` ended: everyone to whom it had a connection sees it close. */
  closed(port: Port): void {
    for (const link of port.links.values()) if (link.open) this.#close(link)
  }

  install(port: Port, fault: string, to: Address, rule: LinkRule): void {
    port.fates.install(fault, port.host.id, to, rule)
    this.#rules.add(fault)
    const link = port.links.get(to) ?? this.#link(port, to)
    if (rule.type === 'throttle') this.#weighs = true
    if (!link) return
    if (rule.type === 'corrupt') link.corruptedBy = fault
    if (rule.type !== 'reset') return
    const reset: Reset = { fault, link, everyUs: Math.max(1, rule.everyMs) * 1000, live: true }
    this.#resets.push(reset)
    this.reset(reset)
  }

  /** Tears the connection down now, and again later while the rule stands. */
  reset(reset: Reset): void {
    if (!reset.live) return
    const { link } = reset
    const lost = link.inFlight
    if (link.open) {
      link.connection++
      this.#evidence.add(reset.fault, { resets: 1, dropped: lost })
      this.#close(link)
    }
    const atUs = this.#scheduler.nowUs + reset.everyUs
    this.#scheduler.schedule(atUs, { kind: 'reset', reset })
  }

  /** Returns how many rules were removed. */
  lift(fault: string): number {
    let lifted = 0
    for (const port of this.#ports.values()) lifted += port.fates.lift(fault)
    for (const reset of this.#resets) if (reset.fault === fault) reset.live = false
    this.#resets = this.#resets.filter((reset) => reset.live)
    this.#rules.delete(fault)
    return lifted
  }

  /** Every link draws its latencies from here on from another seed. */
  reseed(prng: Prng): void {
    this.#prng = prng
    for (const { host, links } of this.#ports.values()) {
      for (const [to, link] of links) {
        link.prng = prng.fork(`link ${host.id} ${to}`)
        link.nature = this.#natureOf(host.id, to)
      }
    }
  }

  /**
   * No later than `atMs`, which is still to come, the network becomes good for good; one that has
   * no nature is good. What was sent before this was told keeps the time at which it arrives.
   */
  stabilise(atMs: number): void {
    if (this.#profile.nature === null) return
    this.stabilisesAtMs = Math.min(this.stabilisesAtMs, atMs)
    for (const { links } of this.#ports.values()) {
      for (const link of links.values()) link.nature?.stabilise(this.stabilisesAtMs)
    }
  }

  /** The ids under which link rules stand. */
  ruleIds(): readonly string[] {
    return [...this.#rules]
  }

  evidence(): readonly ReadonlyMap<string, Evidence>[] {
    return [...this.#ports.values()].map((port) => port.fates.evidence())
  }

  /** What the faults let through is left to the nature of the network. */
  #send(link: Link, envelope: Envelope, delayMs: number, corrupt: boolean): void {
    const fate = link.nature === null ? null : link.nature.fate(this.#scheduler.nowUs / 1000)
    if (fate === null) {
      this.#carry(link, envelope, delayMs, corrupt)
      return
    }
    for (const copy of fate) this.#carry(link, envelope, delayMs + copy.delayMs, corrupt)
  }

  #carry(link: Link, envelope: Envelope, delayMs: number, corrupt: boolean): void {
    if (link.inFlight >= this.#profile.inFlightMaximum) {
      this.counts.overflowed++
      return
    }
    link.inFlight++
    let atUs = this.#scheduler.nowUs + this.#latency(link) + Math.round(delayMs * 1000)
    if (this.#profile.ordered && delayMs === 0) {
      atUs = Math.max(atUs, link.lastArrivalUs)
      link.lastArrivalUs = atUs
    }
    const { to: host, connection } = link
    this.#scheduler.schedule(atUs, { kind: 'arrival', host, link, connection, envelope, corrupt })
  }

  #close(link: Link): void {
    link.open = false
    let atUs = this.#scheduler.nowUs + this.#latency(link)
    if (this.#profile.ordered) atUs = Math.max(atUs, link.lastArrivalUs)
    const input: Input = { kind: 'disconnected', peer: link.from }
    this.#scheduler.schedule(atUs, { kind: 'input', host: link.to, input })
  }

  #latency(link: Link): number {
    const { latencyFromUs, latencyToUs } = this.#profile
    return latencyFromUs + (link.prng.uint32() % (latencyToUs - latencyFromUs + 1))
  }

  #natureOf(from: Address, to: Address): Nature | null {
    const { nature } = this.#profile
    if (nature === null) return null
    const prng = this.#prng.fork(`nature ${from} ${to}`)
    return new Nature(nature, prng, this.stabilisesAtMs, this.counts)
  }

  #drawStabilisation(): number {
    const stabilises = this.#profile.nature?.stabilises
    if (stabilises === undefined) return Number.POSITIVE_INFINITY
    return this.#prng.fork('stabilisation').integer(stabilises.fromMs, stabilises.toMs)
  }

  #link(port: Port, name: Address): Link | null {
    const to = this.#ports.get(name)?.host
    if (!to) return null
    const from = port.host.id
    const prng = this.#prng.fork(`link ${from} ${name}`)
    const link: Link = {
      from,
      to,
      prng,
      nature: this.#natureOf(from, name),
      open: false,
      connection: 0,
      inFlight: 0,
      lastArrivalUs: 0,
      corruptedBy: null,
    }
    port.links.set(name, link)
    return link
  }
}
