/**
 * Carries out one action: finds the process that it concerns, does it there, waits for the
 * proof, and counts the evidence that only the supervisor can see.
 *
 * An action that finds nothing to do is done, and counts nothing (`core/faults/action.ts`).
 */
import type { Action, Evidence } from '../../core/faults/action.ts'
import type { Address } from '../../core/runtime/machine.ts'
import type { EvidenceBook } from './evidence-book.ts'
import { gatherEvidence } from './gather-evidence.ts'
import type { ManagedProcess } from './managed-process.ts'
import { giveOrder, liftEverywhere } from './give-order.ts'

/** How long a process that we are about to kill may take to say what it measured, ms. */
const LAST_EVIDENCE_MS = 100

export interface ActionGround {
  /** The process of a machine; throws where the cluster has no such machine. */
  processOf(machine: Address): ManagedProcess
  processes(): readonly ManagedProcess[]
  /** Starts a node that is down, or makes one that the cluster never had; false: it runs. */
  startNode(action: Extract<Action, { kind: 'start' }>): Promise<boolean>
  flipBit(folder: string, where: 'middle' | 'tail'): Evidence
  readonly book: EvidenceBook
}

/** Rejects with the reason when `action` could not be carried out. */
export async function performAction(
  fault: string,
  action: Action,
  ground: ActionGround,
): Promise<void> {
  switch (action.kind) {
    case 'crash':
    case 'stop':
      return endNode(fault, action, ground)
    case 'start':
      return startNode(fault, action, ground)
    case 'pause':
    case 'resume':
      return pauseOrResume(fault, action, ground)
    case 'link':
      ground.processOf(action.to)
      return giveOrder(ground.processOf(action.from), { fault, action }, ground.book)
    case 'disk':
    case 'clock-rate':
    case 'clock-strobe':
    case 'clock-step':
      return giveOrder(ground.processOf(action.node), { fault, action }, ground.book)
    case 'lift':
      return liftEverywhere(fault, action.id, ground.processes())
    case 'flip-bit':
      return flipBit(fault, action, ground)
    case 'command':
      return command(fault, action, ground)
  }
}

function endNode(
  fault: string,
  action: Extract<Action, { kind: 'crash' | 'stop' }>,
  ground: ActionGround,
): Promise<void> {
  const managed = nodeOf(action.node, ground)
  const { process } = managed
  return managed.inTurn(async () => {
    if (process.state === 'up') await gatherEvidence([managed], LAST_EVIDENCE_MS)
    const ended = await endProcess(fault, action, managed)
    if (!ended) return
    ground.book.saw(fault, { exits: 1 })
    ground.book.away(fault, managed.name, performance.now())
  })
}

function endProcess(
  fault: string,
  action: Extract<Action, { kind: 'crash' | 'stop' }>,
  { process }: ManagedProcess,
): Promise<boolean> {
  if (action.kind === 'stop') return process.stop()
  if (action.crash === 'process') return process.kill()
  return process.losePower({ fault, action })
}

async function startNode(
  fault: string,
  action: Extract<Action, { kind: 'start' }>,
  ground: ActionGround,
): Promise<void> {
  if (!(await ground.startNode(action))) return
  ground.book.saw(fault, { starts: 1 })
  ground.book.back(action.node, performance.now())
}

function pauseOrResume(
  fault: string,
  action: Extract<Action, { kind: 'pause' | 'resume' }>,
  ground: ActionGround,
): Promise<void> {
  const managed = nodeOf(action.node, ground)
  return managed.inTurn(async () => {
    if (action.kind === 'pause') {
      if (!(await managed.process.pause())) return
      ground.book.saw(fault, { pauses: 1 })
      ground.book.away(fault, managed.name, performance.now())
    } else {
      if (!(await managed.process.resume())) return
      ground.book.saw(fault, { resumes: 1 })
      ground.book.back(managed.name, performance.now())
    }
  })
}

function flipBit(
  fault: string,
  action: Extract<Action, { kind: 'flip-bit' }>,
  ground: ActionGround,
): Promise<void> {
  const managed = nodeOf(action.node, ground)
  return managed.inTurn(async () => {
    if (managed.process.running) {
      throw new Error(`${managed.name} is ${managed.process.state}; its disk can be bent only down`)
    }
    ground.book.saw(fault, ground.flipBit(managed.folder, action.where))
  })
}

async function command(
  fault: string,
  action: Extract<Action, { kind: 'command' }>,
  ground: ActionGround,
): Promise<void> {
  const { process } = ground.processOf(action.node)
  const told = process.post({ kind: 'command', machine: action.node, command: action.command })
  if (!told) throw new Error(`${action.node} is ${process.state} and cannot take a command`)
  ground.book.saw(fault, { commands: 1 })
}

/** Clients share one process, so none of them can be broken alone. */
function nodeOf(name: Address, ground: ActionGround): ManagedProcess {
  const managed = ground.processOf(name)
  if (managed.name !== name) throw new Error(`${name} is a client; only nodes have a process each`)
  return managed
}
