/**
 * The faults of a recorded drill aim at machines by name, and another run, above all a live one, has
 * another leader. Where the bug shows as well when a fault aims at the leader, whoever that is, the
 * drill says more and can be run anywhere.
 */
import type { Drill, ScheduleEntry, Selector } from '../drills/drill.ts'

const LEADER: Selector = { type: 'leader' }
const FOLLOWERS: Selector = { type: 'followers' }

/** The drill with one fault aimed anew, for each fault and each way in which it can be. */
export function aimedByRole({ schedule, ...drill }: Drill): readonly Drill[] {
  return schedule.flatMap((entry, index) =>
    aims(entry).map((aimed) => ({ ...drill, schedule: schedule.with(index, aimed) })),
  )
}

function aims(entry: ScheduleEntry): readonly ScheduleEntry[] {
  if (!('fault' in entry) || entry.fault.target === undefined) return []
  const { atMs, fault } = entry
  return roles(entry.fault.target).map((target) => ({ atMs, fault: { ...fault, target } }))
}

function roles(target: Selector): readonly Selector[] {
  if (isOneNode(target)) return [LEADER]
  const beside = clientsBesideOneNode(target)
  if (beside !== null) return [{ type: 'with', selectors: [LEADER, beside] }]
  if (target.type !== 'link') return []
  const { both } = target
  return [
    ...(isOneNode(target.from)
      ? [{ type: 'link', from: LEADER, to: FOLLOWERS, both } as const]
      : []),
    ...(isOneNode(target.to) ? [{ type: 'link', from: FOLLOWERS, to: LEADER, both } as const] : []),
  ]
}

/** Of a side that one node is on, alone with clients; null where there is another node, or none. */
function clientsBesideOneNode(target: Selector): Selector | null {
  if (target.type !== 'names') return null
  const clients = target.names.filter((name) => !/^n/.test(name))
  if (clients.length === 0 || target.names.length - clients.length !== 1) return null
  return { type: 'names', names: clients }
}

function isOneNode(selector: Selector): boolean {
  return (
    selector.type === 'names' && selector.names.length === 1 && /^n/.test(selector.names[0] ?? '')
  )
}
