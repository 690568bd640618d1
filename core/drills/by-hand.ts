/**
 * A drill without its script: the same cluster, the same clients, the same promises, and a person
 * who breaks things.
 *
 * Its expectations go with its schedule. Every one of them foretells what the author's faults
 * would do: that there is an outage of a certain length, that there is none, that somebody is
 * elected. Held against other faults they are neither met nor refuted, they are about something
 * else. What speaks of the system alone stays: the checks, the steady state, the recovery, and
 * the rules that end a drill before it does harm.
 */
import type { Drill } from './drill.ts'
import { withSchedule } from './with-schedule.ts'

const HYPOTHESIS = 'Whatever is broken by hand: the checks and the recovery alone decide.'

export function byHand(drill: Drill): Drill {
  return { ...withSchedule(drill, []), hypothesis: HYPOTHESIS, expect: [] }
}
