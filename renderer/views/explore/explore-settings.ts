/** What a person chooses before seeds are explored, and the request that it becomes. Pure. */
import { formatDuration, parseDuration } from '../../../core/drills/quantities.ts'
import type { Requests } from '../../../electron/ipc/requests.ts'
import type { DrillLine } from '../../../electron/ipc/shapes/drills.ts'
import type { Exploration } from '../../../electron/ipc/shapes/explore.ts'
import { readNodes } from '../room/start-settings.ts'

/** Fields as they were typed. */
export interface ExploreSettings {
  /** Origin and name, as `keyOf` has it. */
  readonly drill: string
  readonly release: string
  readonly nodes: string
  readonly duration: string
  readonly fromSeed: string
  readonly toSeed: string
  /** Empty: one for each core. */
  readonly workers: string
  readonly stopOnFailure: boolean
}

/** As the console has it; the command line takes more. */
export const SEEDS_MAX = 10_000
const SEED_MAX = 999_999_999
const WORKERS_MAX = 64

export const FIRST_SETTINGS: ExploreSettings = {
  drill: '',
  release: '',
  nodes: '',
  duration: '',
  fromSeed: '1',
  toSeed: '300',
  workers: '',
  stopOnFailure: false,
}

/** Another drill brings its own size; which seeds stays. */
export function settingsFor(settings: ExploreSettings, drill: DrillLine): ExploreSettings {
  const { origin, name, release, nodes, durationMs } = drill
  return {
    ...settings,
    drill: `${origin}/${name}`,
    release,
    nodes: String(nodes),
    duration: formatDuration(durationMs),
  }
}

/** As an exploration was started, for a page that was loaded anew. */
export function settingsOf(exploration: Exploration): ExploreSettings {
  const { drill, origin, fromSeed, toSeed, workers, stopOnFailure } = exploration
  return {
    ...settingsFor(FIRST_SETTINGS, { ...drill, ok: true, origin }),
    fromSeed: String(fromSeed),
    toSeed: String(toSeed),
    workers: String(workers),
    stopOnFailure,
  }
}

export type ExploreProblems = {
  readonly [name in 'nodes' | 'duration' | 'toSeed' | 'fromSeed' | 'workers']?: string
}

export function problemsOf(settings: ExploreSettings): ExploreProblems {
  const { nodes, duration, fromSeed, toSeed, workers } = settings
  const from = wholeNumber(fromSeed, SEED_MAX)
  const to = wholeNumber(toSeed, SEED_MAX)
  const threads = wholeNumber(workers, WORKERS_MAX)
  return {
    ...(readNodes(nodes) === null ? { nodes: 'Expected 1 to 25.' } : {}),
    ...((parseDuration(duration) ?? 0) === 0 ? { duration: 'Expected a time such as 20s.' } : {}),
    ...(from === null ? { fromSeed: 'Expected a number.' } : {}),
    ...rangeProblem(from, to),
    ...(workers.trim() === '' || (threads ?? 0) > 0
      ? {}
      : { workers: `Expected 1 to ${WORKERS_MAX}.` }),
  }
}

function rangeProblem(from: number | null, to: number | null): ExploreProblems {
  if (to === null) return { toSeed: 'Expected a number.' }
  if (from === null) return {}
  if (to < from) return { toSeed: 'Before the first.' }
  return to - from < SEEDS_MAX ? {} : { toSeed: 'At most 10,000 seeds.' }
}

/** How many seeds; null where the fields do not say. */
export function seedsIn({ fromSeed, toSeed }: ExploreSettings): number | null {
  const from = wholeNumber(fromSeed, SEED_MAX)
  const to = wholeNumber(toSeed, SEED_MAX)
  return from === null || to === null || to < from ? null : to - from + 1
}

/** Only what differs from the drill is asked for; the settings have no problems. */
export function exploreRequest(
  drill: DrillLine,
  settings: ExploreSettings,
): Requests['explore.start'] {
  const { release, nodes, duration, fromSeed, toSeed, workers, stopOnFailure } = settings
  const overrides: string[] = []
  if (readNodes(nodes) !== drill.nodes) overrides.push(`system.nodes=${nodes.trim()}`)
  if (parseDuration(duration) !== drill.durationMs) {
    overrides.push(`workload.duration=${duration.trim()}`)
  }
  return {
    drill: { name: drill.name, origin: drill.origin },
    overrides,
    fromSeed: Number(fromSeed),
    toSeed: Number(toSeed),
    stopOnFailure,
    ...(release === drill.release ? {} : { mutant: release }),
    ...(workers.trim() === '' ? {} : { workers: Number(workers) }),
  }
}

function wholeNumber(text: string, maximum: number): number | null {
  const value = /^[0-9]+$/.test(text.trim()) ? Number(text) : NaN
  return Number.isSafeInteger(value) && value <= maximum ? value : null
}
