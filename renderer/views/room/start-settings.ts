/** What a person may change before a drill starts, and the request that it becomes. Pure. */
import { formatDuration, parseDuration } from '../../../core/drills/quantities.ts'
import type { Prediction, Requests } from '../../../electron/ipc/requests.ts'
import type { DrillOrigin, DrillSketch } from '../../../electron/ipc/shapes/drills.ts'

export interface StartSettings {
  /** Empty: drawn anew. */
  readonly seed: string
  readonly release: string
  readonly nodes: string
  readonly duration: string
  readonly byHand: boolean
  readonly prediction: Prediction | null
}

const NODES_MAXIMUM = 25

export function settingsOf(drill: DrillSketch): StartSettings {
  return {
    seed: '',
    release: drill.release,
    nodes: String(drill.nodes),
    duration: formatDuration(drill.durationMs),
    byHand: false,
    prediction: null,
  }
}

/** With what the address asks for: a run again asks for the seed and the mutant of that run. */
export function settingsAsked(
  settings: StartSettings,
  { seed, mutant }: { readonly [name: string]: unknown },
): StartSettings {
  return {
    ...settings,
    ...(typeof seed === 'string' ? { seed } : {}),
    ...(typeof mutant === 'string' ? { release: mutant } : {}),
  }
}

export type SettingProblems = { readonly [name in 'nodes' | 'duration']?: string }

export function settingProblems({ nodes, duration }: StartSettings): SettingProblems {
  return {
    ...(readNodes(nodes) === null ? { nodes: `Expected 1 to ${NODES_MAXIMUM}.` } : {}),
    ...((parseDuration(duration) ?? 0) === 0 ? { duration: 'Expected a time such as 20s.' } : {}),
  }
}

/** Null for what is no number of nodes. */
export function readNodes(text: string): number | null {
  const count = Number(text.trim())
  return text.trim() !== '' && Number.isInteger(count) && count >= 1 && count <= NODES_MAXIMUM
    ? count
    : null
}

/** Only what differs from the drill is asked for. */
export function startRequest(
  drill: DrillSketch,
  origin: DrillOrigin,
  settings: StartSettings,
): Requests['room.start'] {
  const { seed, release, nodes, duration, byHand, prediction } = settings
  const overrides: string[] = []
  if (readNodes(nodes) !== drill.nodes) overrides.push(`system.nodes=${nodes.trim()}`)
  if (parseDuration(duration) !== drill.durationMs) {
    overrides.push(`workload.duration=${duration.trim()}`)
  }
  return {
    drill: { name: drill.name, origin },
    overrides,
    byHand,
    ...(seed.trim() === '' ? {} : { seed: seed.trim() }),
    ...(release === drill.release ? {} : { mutant: release }),
    ...(prediction === null ? {} : { prediction }),
  }
}
