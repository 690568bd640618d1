/** What a run was made with, as flat names and texts: `workload.keys`, `schedule 1`. Pure. */
import type { Drill, Expectation, FaultChoice, Selector } from '../../core/drills/drill.ts'
import { describeBounds } from '../../core/drills/probes.ts'
import { formatDuration } from '../../core/drills/quantities.ts'
import type { RunDetail } from '../ipc/shapes/runs.ts'
import { boundedText } from './bounded.ts'

/** Shown also where two runs agree in them. */
export const SETTINGS_MAIN: readonly string[] = [
  'drill',
  'system',
  'nodes',
  'release',
  'workload',
  'clients',
  'rate',
  'duration',
  'seed',
  'world',
]

const TEXT_SHOWN_MAX = 512

export type RunSettings = ReadonlyMap<string, string>

export function settingsOf(
  detail: Pick<RunDetail, 'drill' | 'seed' | 'simulated' | 'faultlineVersion'>,
): RunSettings {
  const { drill, seed, simulated, faultlineVersion } = detail
  const settings = new Map<string, string>()
  const set = (name: string, value: unknown): void => {
    if (value !== undefined) settings.set(boundedText(name, 128), textOf(value))
  }
  const { system, workload } = drill
  set('drill', drill.name)
  set('system', system.kind)
  set('nodes', system.nodes)
  set('release', system.release)
  flatten('system', system.options, set)
  set('workload', workload.kind)
  set('clients', workload.clients)
  set('rate', workload.ratePerSecond === undefined ? 'unbounded' : `${workload.ratePerSecond}/s`)
  set('duration', formatDuration(workload.durationMs))
  flatten('workload', workload.options, set)
  setSchedule(drill, set)
  drill.expect.forEach((expectation, index) => {
    set(`expect ${index + 1}`, expectationText(expectation))
  })
  drill.steady.forEach((probe, index) => {
    set(
      `steady ${index + 1}`,
      `${describeBounds(probe.probe, probe)} over ${formatDuration(probe.windowMs)}`,
    )
  })
  drill.abortWhen.forEach((rule, index) => {
    set(
      `abort ${index + 1}`,
      `${describeBounds(rule.probe, rule)} for ${formatDuration(rule.forMs)}`,
    )
  })
  set('recover within', formatDuration(drill.recoverWithinMs))
  set('checks', drill.check.join(', '))
  flatten('zone', drill.zones, set)
  set('seed', seed)
  set('world', simulated ? 'simulated' : 'live')
  set('version', faultlineVersion)
  return settings
}

type Set = (name: string, value: unknown) => void

function flatten(prefix: string, values: { readonly [name: string]: unknown }, set: Set): void {
  for (const [name, value] of Object.entries(values)) {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      flatten(`${prefix}.${name}`, value as { readonly [name: string]: unknown }, set)
    } else set(`${prefix}.${name}`, value)
  }
}

function setSchedule({ schedule, random }: Drill, set: Set): void {
  schedule.forEach((entry, index) => {
    const what = 'fault' in entry ? faultText(entry.fault) : `undo ${entry.undo}`
    set(`schedule ${index + 1}`, `at ${formatDuration(entry.atMs)} ${what}`)
  })
  if (random === undefined) return
  set('random.kinds', random.kinds.map(faultText).join('; '))
  set('random.every', formatDuration(random.everyMs))
  set(
    'random.lasts',
    `${formatDuration(random.lastsMs.from)}..${formatDuration(random.lastsMs.to)}`,
  )
  set('random.at-most', random.atMostActive)
  set('random.during', `${formatDuration(random.startMs)}..${formatDuration(random.endMs)}`)
}

export function faultText({ kind, target, parameters, forMs, name }: FaultChoice): string {
  const parts = Object.entries(parameters).map(([key, value]) => `${key}: ${textOf(value)}`)
  return [
    kind,
    ...(target === undefined ? [] : [`on ${selectorText(target)}`]),
    ...(forMs === undefined ? [] : [`for ${formatDuration(forMs)}`]),
    ...(parts.length === 0 ? [] : [`(${parts.join(', ')})`]),
    ...(name === undefined ? [] : [`as ${name}`]),
  ].join(' ')
}

/** As it is written in a drill file. */
export function selectorText(selector: Selector): string {
  switch (selector.type) {
    case 'names':
      return selector.names.join(', ')
    case 'zone':
      return `zone: ${selector.zone}`
    case 'link':
      return `${selectorText(selector.from)} ${selector.both ? '<->' : '->'} ${selectorText(selector.to)}`
    case 'groups':
      return selector.groups.map(selectorText).join(' | ')
    case 'with':
      return selector.selectors.map(selectorText).join(' + ')
    default:
      return selector.count === undefined ? selector.type : `${selector.type}: ${selector.count}`
  }
}

function expectationText(expectation: Expectation): string {
  const told = describeBounds(expectation.probe, expectation)
  const { during } = expectation
  if (during === undefined) return told
  return `${told} from ${formatDuration(during.fromMs)} to ${formatDuration(during.toMs)}`
}

function textOf(value: unknown): string {
  return boundedText(typeof value === 'string' ? value : JSON.stringify(value), TEXT_SHOWN_MAX)
}
