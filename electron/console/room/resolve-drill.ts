/**
 * From what a start asks for to a checked drill, or to every mistake in it. A drill goes by its
 * name and its origin; no path comes from the renderer.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { byHand } from '../../../core/drills/by-hand.ts'
import type { Drill } from '../../../core/drills/drill.ts'
import type { DrillFileError } from '../../drill-files/drill-file-error.ts'
import { DRILLS_FOLDER } from '../../drill-files/drill-library.ts'
import { loadDrill, parseDrill, type LoadedDrill } from '../../drill-files/load-drill.ts'
import { refuse } from '../../ipc/envelope.ts'
import type { Requests } from '../../ipc/requests.ts'
import type { ConsolePlaces } from '../part.ts'

export type StartRequest = Requests['room.start']

export type ResolvedDrill =
  | { readonly ok: true; readonly drill: Drill; readonly source: string }
  | { readonly ok: false; readonly errors: readonly DrillFileError[] }

/** The file of a drill; rejects with `not-found` where there is none. */
export async function resolveDrill(
  request: StartRequest,
  places: ConsolePlaces,
): Promise<ResolvedDrill> {
  const { mutant } = request
  const planted = mutant === undefined ? null : `system.release=${mutant}`
  const overrides = planted === null ? request.overrides : [...request.overrides, planted]
  const loaded = await load(request, places, overrides)
  if (!loaded.ok)
    return { ok: false, errors: loaded.errors.map((error) => ofMutant(error, planted)) }
  const { drill, source } = loaded
  return { ok: true, drill: request.byHand ? byHand(drill) : drill, source }
}

async function load(
  { drill }: StartRequest,
  places: ConsolePlaces,
  overrides: readonly string[],
): Promise<LoadedDrill> {
  if ('source' in drill) return parseDrill(drill.source, 'drill', { overrides })
  const { name, origin } = drill
  const file = join(origin === 'own' ? places.drills : DRILLS_FOLDER, `${name}.yaml`)
  if (!existsSync(file)) throw refuse(`there is no drill "${name}"`, 'not-found')
  const loaded = await loadDrill(file, { overrides })
  if (loaded.ok) return loaded
  const errors = loaded.errors.map((error) =>
    error.file === file ? { ...error, file: `${name}.yaml` } : error,
  )
  return { ok: false, errors }
}

/** A mutant is an override underneath; whoever reads of it chose something else. */
function ofMutant(error: DrillFileError, planted: string | null): DrillFileError {
  return planted !== null && error.file === `--set ${planted}`
    ? { ...error, file: 'mutant' }
    : error
}
