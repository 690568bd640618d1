/** A text as a drill of a certain name: its sketch, or every mistake in it. */
import { parseDrill } from '../../drill-files/load-drill.ts'
import type { DrillFileError } from '../../drill-files/drill-file-error.ts'
import type { CheckedDrill } from '../../ipc/shapes/drills.ts'
import { sketchDrill } from './sketch-drill.ts'

/** Mistakes are told as those of this file. */
const UNNAMED = 'drill.yaml'

/** `name` is that of its file; absent, the drill may be called anything. */
export function checkSource(source: string, name?: string): CheckedDrill {
  const file = name === undefined ? UNNAMED : `${name}.yaml`
  const parsed = parseDrill(source, file)
  if (!parsed.ok) return parsed
  const { drill } = parsed
  if (name !== undefined && drill.name !== name) {
    return { ok: false, errors: [misnamed(source, drill.name, name)] }
  }
  return { ok: true, drill: sketchDrill(drill) }
}

/** A drill goes by the name of its file, so the two must agree. */
function misnamed(source: string, drill: string, name: string): DrillFileError {
  const lines = source.split('\n')
  const index = lines.findIndex((line) => /^["']?drill["']?\s*:/.test(line))
  const column = (lines[index]?.indexOf(drill, 'drill'.length) ?? 0) + 1
  return {
    file: `${name}.yaml`,
    line: Math.max(1, index + 1),
    column: Math.max(1, column),
    message: `the drill is called "${drill}", and its file ${name}.yaml`,
    expected: `the name ${name}`,
  }
}
