/** How a run stands, in one word, and in a sentence. `unknown` is never folded into valid. Pure. */
import type { Verdict } from '../../core/checkers/checker.ts'
import type { BrokenRunSummary, RunStatus, RunSummary } from '../../electron/ipc/shapes/runs.ts'

export type ListedRun = RunSummary | BrokenRunSummary

export type Standing = Verdict | 'interrupted' | 'running' | 'unjudged' | 'broken'

interface Judged {
  readonly status: RunStatus
  readonly verdict: Verdict | null
}

export function standingOf({ status, verdict }: Judged): Standing {
  if (verdict !== null) return verdict
  return status === 'finished' ? 'unjudged' : status
}

export function listedStanding(run: ListedRun): Standing {
  return run.ok ? standingOf(run) : 'broken'
}

/** The release as people speak of it; the correct one goes without saying. */
export function systemWithRelease({
  system,
  release,
}: {
  readonly system: string
  readonly release: string
}): string {
  return release === 'correct' ? system : `${system}, ${release}`
}
