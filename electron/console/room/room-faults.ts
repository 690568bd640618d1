/** The faults as the room shows them: what each strikes, and what it was measured to do so far. */
import type { FaultRecord } from '../../../core/drills/standing-faults.ts'
import type { Action, Evidence } from '../../../core/faults/action.ts'
import type { Plan } from '../../../core/faults/fault.ts'
import { findFault } from '../../../core/faults/index.ts'
import { LEADER } from '../../../core/faults/membership.ts'
import type { RoomFault, RoomLink } from '../../ipc/shapes/room.ts'

/** Of those that are over only so many are told, the newest; the run file has all. */
export const PAST_FAULTS_MAX = 100
/** Every link between 25 nodes; of a fault with more links, the rest is not drawn. */
export const LINKS_TOLD_MAX = 600

/** In the order in which they were planned. */
export function roomFaults(
  records: readonly FaultRecord[],
  evidence: { readonly [fault: string]: Evidence },
): readonly RoomFault[] {
  const past = records.filter(({ undoneAtMs }) => undoneAtMs !== null)
  const dropped = new Set(past.slice(0, Math.max(0, past.length - PAST_FAULTS_MAX)))
  return records
    .filter((record) => !dropped.has(record))
    .map((record) => roomFault(record, evidence[record.id] ?? {}))
}

function roomFault(record: FaultRecord, evidence: Evidence): RoomFault {
  const { id, kind, target, atMs, endsAtMs, undoneAtMs, byHand, plan } = record
  const effect = findFault(kind)?.effect(evidence)
  return {
    id,
    kind,
    target,
    atMs,
    endsAtMs,
    undoneAtMs,
    byHand,
    proven: effect?.proven ?? false,
    effect: effect?.sentence ?? '',
    nodes: nodesOf(plan),
    // What is over strikes no link any more, and need not be told 20 times a second.
    links: undoneAtMs === null ? linksOf(plan) : [],
  }
}

function actionsOf({ apply, steps = [] }: Plan): readonly Action[] {
  return [...apply, ...steps.flatMap(({ actions }) => actions)]
}

function nodesOf(plan: Plan): readonly string[] {
  const nodes = actionsOf(plan).flatMap((action) => ('node' in action ? [action.node] : []))
  return [...new Set(nodes)].filter((node) => node !== LEADER)
}

function linksOf(plan: Plan): readonly RoomLink[] {
  const links: RoomLink[] = []
  for (const action of actionsOf(plan)) {
    if (action.kind !== 'link') continue
    if (links.length === LINKS_TOLD_MAX) break
    links.push({ from: action.from, to: action.to, rule: action.rule.type })
  }
  return links
}
