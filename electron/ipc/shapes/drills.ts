/** Drill files: those that come with Faultline and the user's own. */
import type { ObjectSchema } from '../../../core/base/json-schema.ts'
import type { DrillFileError } from '../../drill-files/drill-file-error.ts'

export type { DrillFileError }

export interface DrillShapes {
  'drills.list': readonly (DrillLine | BrokenDrillLine)[]
  'drills.read': { readonly source: string }
  'drills.check': CheckedDrill
  /** Refused where the name is taken and `overwrite` is false. A file with mistakes is saved too. */
  'drills.save': CheckedDrill
  'drills.remove': Record<string, never>
  'drills.schema': ObjectSchema
}

export type DrillOrigin = 'library' | 'own'

export interface DrillLine extends DrillSketch {
  readonly ok: true
  readonly origin: DrillOrigin
}

/** An own drill whose file has mistakes. */
export interface BrokenDrillLine {
  readonly ok: false
  readonly name: string
  readonly origin: DrillOrigin
  readonly errors: readonly DrillFileError[]
}

/** A drill as lists and the empty drill room show it. */
export interface DrillSketch {
  readonly name: string
  readonly question: string
  readonly hypothesis: string
  /** The idea that it teaches; the library is grouped by it. */
  readonly concept: string
  readonly difficulty: 'easy' | 'medium' | 'hard'
  readonly tags: readonly string[]
  readonly system: string
  readonly nodes: number
  readonly release: string
  readonly workload: string
  readonly clients: number
  /** Over all clients; null: as fast as answers come. */
  readonly ratePerSecond: number | null
  readonly durationMs: number
  readonly checks: readonly string[]
  /** What must be measured for the hypothesis to hold, as people read it. */
  readonly expectations: readonly string[]
  readonly schedule: readonly PlannedEntry[]
  /** A random schedule is drawn from the seed when the drill starts. */
  readonly random: string | null
}

/** One line of a schedule that is still to come. */
export interface PlannedEntry {
  readonly atMs: number
  readonly what: 'fault' | 'undo'
  /** Kind of the fault; for an undo, its name or `all`. */
  readonly kind: string
  /** As a drill file writes it; empty for an undo. */
  readonly target: string
  readonly parameters: string
  /** When it ends by itself or by a later undo; null: with the drill. */
  readonly endsAtMs: number | null
}

export type CheckedDrill =
  | { readonly ok: true; readonly drill: DrillSketch }
  | { readonly ok: false; readonly errors: readonly DrillFileError[] }
