/** Asks processes what they measured. Their answers reach the evidence book as they are heard. */
import type { ManagedProcess } from './managed-process.ts'

/** Resolves when all have answered; at the latest after `withinMs`. */
export async function gatherEvidence(
  processes: readonly ManagedProcess[],
  withinMs: number,
): Promise<void> {
  const up = processes.filter(({ process }) => process.state === 'up')
  await Promise.all(
    up.map(({ process }) => process.ask((ask) => ({ kind: 'evidence', ask }), withinMs)),
  )
}
