/** The library of incidents. */
import type { Verdict } from '../../../core/checkers/checker.ts'
import type { Drill } from '../../../core/drills/drill.ts'
import type { VerdictDocument } from '../../../core/drills/verdict-document.ts'
import type { Prediction } from '../requests.ts'

export interface RunShapes {
  'runs.list': readonly (RunSummary | BrokenRunSummary)[]
  'runs.show': RunDetail
  'runs.series': RunSeries
  'runs.witness': DrawnWitness
  'runs.tag': Record<string, never>
  'runs.addNote': { readonly id: number }
  'runs.removeNote': Record<string, never>
  'runs.remove': { readonly removed: number }
  'runs.compare': RunComparison
  /**
   * The name of the new run. Refused where there is no such moment or no such fault, while another
   * fork is being made, and when this one was stopped; then nothing is kept of it.
   */
  'runs.fork': { readonly run: string }
  /** Nothing happens where no fork is being made. */
  'runs.stopFork': Record<string, never>
  'runs.export': {
    readonly fileName: string
    readonly mediaType: string
    readonly bytes: Uint8Array
  }
  'runs.beginImport': { readonly upload: string }
  'runs.continueImport': Record<string, never>
  /** Under which name it joined the library. Refused where it is no sound run file. */
  'runs.finishImport': { readonly run: string }
}

export interface RunEvents {
  /** Something of the list of runs is different: read it again. */
  'runs.changed': Record<string, never>
  /** How far the fork that is being made has come. */
  'runs.forking': Forking
  'runs.preparing': Preparing
}

/** How far the timeline and the states of a run are made. */
export interface Preparing {
  readonly run: string
  /** From 0 to 1; null once nothing is being made any more. */
  readonly share: number | null
  /** It goes on when the live drill is over. */
  readonly waits: boolean
}

export interface Forking {
  /** The run that is continued. */
  readonly run: string
  /**
   * `repeating` runs the parent again up to its end, to hold it against its record; `continuing`
   * runs the fork; `recording` writes its file.
   */
  readonly doing: 'repeating' | 'continuing' | 'recording'
  /** Of that part, from 0 to 1; null where it is not known. */
  readonly share: number | null
  /** It goes on when the live drill is over. */
  readonly waits: boolean
}

export type RunStatus = 'running' | 'finished' | 'interrupted'

/** Without a path: the renderer names runs, never files. */
export interface RunSummary {
  readonly ok: true
  readonly name: string
  readonly bytes: number
  readonly drill: string
  readonly system: string
  readonly release: string
  readonly seed: string
  readonly simulated: boolean
  /** RFC 3339, UTC. */
  readonly startedAt: string
  readonly durationMs: number
  readonly status: RunStatus
  /** Why it was interrupted. */
  readonly reason: string | null
  /** Null for a run that was not judged. */
  readonly verdict: Verdict | null
  /** Of every result; null where nobody counted them. */
  readonly operations: number | null
  readonly tags: readonly string[]
  /** The run that it continues, and from when, ms since the workload began; null: it is no fork. */
  readonly parent: { readonly run: string; readonly atMs: number } | null
}

/** A file of the library that cannot be read as a run. */
export interface BrokenRunSummary {
  readonly ok: false
  readonly name: string
  readonly problem: string
}

export interface RunDetail {
  readonly name: string
  readonly bytes: number
  readonly status: RunStatus
  readonly reason: string | null
  readonly drill: Drill
  /** The text of the drill file. */
  readonly source: string
  readonly seed: string
  readonly simulated: boolean
  readonly startedAt: string
  readonly faultlineVersion: string
  /** The run that it continues, from when (since the workload began), and what it changes. */
  readonly parent: {
    readonly run: string
    readonly atMs: number
    readonly changes: readonly string[]
  } | null
  readonly durationMs: number
  /** Null in a run that was not judged. */
  readonly verdict: VerdictDocument | null
  /** What was predicted before it began. */
  readonly prediction: Prediction | null
  readonly machines: readonly { readonly name: string; readonly role: 'node' | 'client' }[]
  /** Milliseconds since the run began; the workload began at the phase `drill`. */
  readonly log: readonly { readonly atMs: number; readonly kind: string; readonly text: string }[]
  readonly notes: readonly Note[]
  readonly tags: readonly string[]
  /** What is missing from the record, one sentence each. */
  readonly troubles: readonly string[]
}

export interface Note {
  readonly id: number
  /** RFC 3339, UTC. */
  readonly writtenAt: string
  /** The moment of the run that it speaks of, microseconds since the run began; null: all of it. */
  readonly atUs: number | null
  readonly text: string
}

/** Columns of equal length; slot `i` begins at `fromMs + i * slotMs`, ms since the workload began. */
export interface RunSeries {
  readonly fromMs: number
  readonly slotMs: number
  readonly ok: Uint32Array
  readonly fail: Uint32Array
  readonly info: Uint32Array
  /** Of the acknowledged ones, ms; NaN for none. */
  readonly p50: Float32Array
  readonly p99: Float32Array
  readonly p999: Float32Array
  readonly elections: readonly {
    readonly atMs: number
    readonly node: string
    readonly term: number
  }[]
  readonly faults: readonly SeriesFault[]
  readonly phases: readonly { readonly atMs: number; readonly phase: string }[]
}

export interface SeriesFault {
  readonly id: string
  readonly kind: string
  readonly target: string
  readonly fromMs: number
  readonly toMs: number
  readonly proven: boolean
  readonly effect: string
}

/**
 * The operations that cannot be explained, and a few around them, ready to be drawn. All of it,
 * its faults too, is counted from when the run began, as the sentence is.
 */
export interface DrawnWitness {
  readonly check: string
  readonly sentence: string
  readonly fromUs: number
  readonly toUs: number
  readonly operations: readonly WitnessOperation[]
  readonly faults: readonly SeriesFault[]
}

export interface WitnessOperation {
  readonly client: string
  /** `write x = 7`, `read x -> 4`. */
  readonly text: string
  readonly fromUs: number
  /** Null: never answered. */
  readonly toUs: number | null
  readonly result: 'ok' | 'fail' | 'info'
  /** `impossible`: the one that no order explains; `witness`: part of why; `context`: beside it. */
  readonly part: 'impossible' | 'witness' | 'context'
}

export interface RunComparison {
  readonly left: ComparedRun
  readonly right: ComparedRun
  /** Every setting in which the two differ, and the main ones in which they do not. */
  readonly settings: readonly {
    readonly name: string
    readonly left: string
    readonly right: string
    readonly differs: boolean
  }[]
  readonly figures: readonly {
    readonly name: string
    readonly unit: string
    readonly left: number | null
    readonly right: number | null
    /** Which is better where one is; null where neither is. */
    readonly better: 'left' | 'right' | null
  }[]
  readonly checks: readonly {
    readonly name: string
    readonly left: Verdict | null
    readonly right: Verdict | null
  }[]
}

export interface ComparedRun {
  readonly detail: RunDetail
  readonly series: RunSeries
}
