/** The drill that the arguments mean, checked, or an error for the person who typed them. */
import type { Drill } from '../../../core/drills/drill.ts'
import { formatDrillFileErrors } from '../../drill-files/drill-file-error.ts'
import { resolveDrill } from '../../drill-files/drill-library.ts'
import { loadDrill } from '../../drill-files/load-drill.ts'
import { UsageError } from '../exit-code.ts'

/** What commands say of their `<drill>` argument. */
export const DRILL_ARGUMENT = 'the name of a drill (faultline list drills) or a YAML file'

export interface DrillFlags {
  /** Absent: none. */
  readonly set?: readonly string[]
  readonly mutant?: string
}

export async function readDrillArgument(
  nameOrFile: string,
  { set = [], mutant }: DrillFlags,
): Promise<{ readonly drill: Drill; readonly source: string }> {
  const resolved = await resolveDrill(nameOrFile)
  if (!resolved.ok) throw new UsageError(resolved.message)
  const planted = `system.release=${mutant}`
  const overrides = mutant === undefined ? set : [...set, planted]
  const loaded = await loadDrill(resolved.file, { overrides })
  if (loaded.ok) return loaded
  const message = formatDrillFileErrors(loaded.errors)
  // It is an override underneath; whoever reads the message typed something else.
  throw new UsageError(message.replaceAll(`--set ${planted}:`, `--mutant ${mutant}:`))
}
