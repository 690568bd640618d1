/** The drills that come with Faultline, and how a name on the command line becomes a file. */
import { readdir } from 'node:fs/promises'
import { basename, extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { nearest } from '../../core/drills/problem.ts'
import type { Drill } from '../../core/drills/drill.ts'
import { loadDrill } from './load-drill.ts'

export const DRILLS_FOLDER = fileURLToPath(new URL('../../resources/drills/', import.meta.url))

export interface LibraryDrill {
  readonly name: string
  readonly file: string
  readonly question: string
  readonly hypothesis: string
  readonly tags: readonly string[]
  readonly drill: Drill
}

/** Every drill of `folder` in order of its name; a file that does not load is left out. */
export async function listDrills(folder: string = DRILLS_FOLDER): Promise<readonly LibraryDrill[]> {
  const drills: LibraryDrill[] = []
  for (const name of await drillNames(folder)) {
    const file = drillFile(folder, name)
    const loaded = await loadDrill(file)
    if (!loaded.ok) continue
    const { drill } = loaded
    const { question, hypothesis, tags } = drill
    drills.push({ name, file, question, hypothesis, tags, drill })
  }
  return drills
}

export type ResolvedDrill =
  | { readonly ok: true; readonly file: string }
  /** For people: what was asked for, and what there is. */
  | { readonly ok: false; readonly message: string }

/**
 * The file that `asked` means: a path when it ends in `.yaml` or `.yml` or has a separator, else
 * a name of the library.
 */
export async function resolveDrill(
  asked: string,
  folder: string = DRILLS_FOLDER,
): Promise<ResolvedDrill> {
  const path = ['.yaml', '.yml'].includes(extname(asked)) || /[\\/]/.test(asked)
  if (path) return { ok: true, file: asked }
  const names = await drillNames(folder)
  if (names.includes(asked)) return { ok: true, file: drillFile(folder, asked) }
  const meant = nearest(asked, names)
  const hint =
    meant === undefined ? `; there are ${names.join(', ')}` : ` (did you mean "${meant}"?)`
  return { ok: false, message: `there is no drill "${asked}"${hint}` }
}

function drillFile(folder: string, name: string): string {
  return join(folder, `${name}.yaml`)
}

async function drillNames(folder: string): Promise<readonly string[]> {
  const files = await readdir(folder)
  return files
    .filter((file) => extname(file) === '.yaml')
    .map((file) => basename(file, '.yaml'))
    .sort()
}
