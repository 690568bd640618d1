/**
 * How the simulated world carries out the primitives that faults are made from. An action that
 * finds nothing to do is done, and counts no evidence; one that makes no sense is refused.
 */
import type { Action } from '../faults/action.ts'
import type { Address } from '../runtime/machine.ts'
import type { EvidenceBook } from './evidence-book.ts'
import type { SimulatedHost } from './host.ts'
import type { SimulatedNetwork } from './network.ts'

/** What the actions may use of the world. */
export interface Stage {
  readonly network: SimulatedNetwork
  readonly evidence: EvidenceBook
  nowUs(): number
  host(name: Address): SimulatedHost | undefined
  hosts(): Iterable<SimulatedHost>
  /** Starts a node that is down, or makes one that never was. */
  startNode(action: Action & { readonly kind: 'start' }): void
}

/** Why the world will not do that; `null` when it was done. */
export type Refusal = string | null

/** Carries out one action, now; its evidence is kept under `fault`. */
export function carryOut(stage: Stage, fault: string, action: Action): Refusal {
  switch (action.kind) {
    case 'link':
      return installLink(stage, action)
    case 'lift':
      liftRule(stage, action.id)
      return null
    case 'start':
      return startNode(stage, fault, action)
    default: {
      const host = stage.host(action.node)
      if (!host) return `there is no node ${action.node}`
      if (host.role !== 'node') return `${action.node} is a client`
      return onNode(stage, fault, action, host)
    }
  }
}

/** Removes what was installed under `id`. Returns how many rules that were. */
export function liftRule(stage: Stage, id: string): number {
  let lifted = stage.network.lift(id)
  for (const host of stage.hosts()) {
    lifted += host.disk.lift(id)
    const gainedMs = host.clock.lift(id, stage.nowUs())
    if (gainedMs === null) continue
    lifted++
    stage.evidence.clockDrifted(id, gainedMs)
    host.clockChanged()
  }
  return lifted
}

type NodeAction = Exclude<Action, { readonly kind: 'link' | 'lift' | 'start' }>

function onNode(stage: Stage, fault: string, action: NodeAction, host: SimulatedHost): Refusal {
  const { evidence } = stage
  const runs = host.state === 'up' || host.state === 'paused' || host.state === 'starting'
  switch (action.kind) {
    case 'crash':
    case 'stop': {
      if (!runs) return null
      const bytesLost = host.end(action.kind === 'crash' ? action.crash : 'process')
      evidence.add(fault, { exits: 1, bytesLost })
      evidence.away(fault, host.id, stage.nowUs())
      return null
    }
    case 'pause':
      if (host.state !== 'up' && host.state !== 'starting') return null
      host.pause()
      evidence.add(fault, { pauses: 1 })
      evidence.away(fault, host.id, stage.nowUs())
      return null
    case 'resume':
      if (host.state !== 'paused') return null
      evidence.add(fault, { resumes: 1 })
      evidence.back(host.id, stage.nowUs())
      host.resume()
      return null
    case 'disk':
      host.disk.install(action.id, action.rule)
      return null
    case 'flip-bit':
      if (runs) return `the disk of ${host.id} is in use`
      evidence.add(fault, { bitsFlipped: host.disk.flipBit(action.where) })
      return null
    case 'clock-step':
      host.clock.step(action.byMs)
      evidence.clockStepped(fault, host.id, action.byMs)
      return null
    case 'clock-rate':
      host.clock.setRate(action.id, action.partsPerMillion, stage.nowUs())
      host.clockChanged()
      return null
    case 'clock-strobe':
      host.clock.strobe(action.id, action.byMs, action.everyMs)
      evidence.clockDrifted(fault, action.byMs)
      return null
    case 'command':
      if (!runs) return null
      evidence.add(fault, { commands: 1 })
      host.handle({
        kind: 'input',
        host,
        input: { kind: 'command', command: action.command },
      })
      return null
  }
}

function installLink(stage: Stage, action: Action & { readonly kind: 'link' }): Refusal {
  const from = stage.host(action.from)
  if (!from) return `there is no machine ${action.from}`
  stage.network.install(from.port, action.id, action.to, action.rule)
  return null
}

function startNode(
  stage: Stage,
  fault: string,
  action: Action & { readonly kind: 'start' },
): Refusal {
  const host = stage.host(action.node)
  if (host && host.role !== 'node') return `${action.node} is a client`
  if (host && host.state !== 'down' && host.state !== 'failed') return null
  stage.startNode(action)
  stage.evidence.add(fault, { starts: 1 })
  return null
}
