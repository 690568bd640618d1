/**
 * The names of all calls and events. Without imports at run time: the preload carries this file
 * and no validator.
 */
import type { CallName, EventName } from './contract.ts'

/** A record, so that the compiler finds a call that was forgotten. */
const CALL_NAMES: { readonly [name in CallName]: true } = {
  'app.hello': true,
  'drills.list': true,
  'drills.read': true,
  'drills.check': true,
  'drills.save': true,
  'drills.remove': true,
  'drills.schema': true,
  'room.start': true,
  'room.state': true,
  'room.inject': true,
  'room.undo': true,
  'room.halt': true,
  'room.pause': true,
  'room.abort': true,
  'room.predict': true,
  'runs.list': true,
  'runs.show': true,
  'runs.series': true,
  'runs.witness': true,
  'runs.tag': true,
  'runs.addNote': true,
  'runs.removeNote': true,
  'runs.remove': true,
  'runs.compare': true,
  'runs.fork': true,
  'runs.stopFork': true,
  'runs.export': true,
  'runs.beginImport': true,
  'runs.continueImport': true,
  'runs.finishImport': true,
  'explore.start': true,
  'explore.state': true,
  'explore.stop': true,
  'explore.record': true,
  'explore.shrink': true,
  'explore.stopShrinking': true,
  'timeline.open': true,
  'timeline.window': true,
  'timeline.event': true,
  'timeline.effects': true,
  'timeline.change': true,
  'timeline.cone': true,
  'timeline.search': true,
  'timeline.states': true,
}

const EVENT_NAMES: { readonly [name in EventName]: true } = {
  'room.changed': true,
  'room.summary': true,
  'explore.changed': true,
  'explore.summary': true,
  'runs.changed': true,
  'runs.forking': true,
  'runs.preparing': true,
  'drills.changed': true,
  'app.open': true,
}

export const CALLS = Object.keys(CALL_NAMES) as readonly CallName[]
export const EVENTS = Object.keys(EVENT_NAMES) as readonly EventName[]

export function isCallName(name: unknown): name is CallName {
  return typeof name === 'string' && Object.hasOwn(CALL_NAMES, name)
}

export function isEventName(name: unknown): name is EventName {
  return typeof name === 'string' && Object.hasOwn(EVENT_NAMES, name)
}
