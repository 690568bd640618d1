/** Where a shrunk drill is kept. Nothing that is there already is ever written over. */
import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Drill } from '../../../core/drills/drill.ts'
import { drillText } from '../../drill-files/drill-text.ts'

const NUMBERED_MAX = 1000

/** `out`, or a file of the drill's name in the current folder; an absolute path. */
export async function writeShrunkDrill(
  drill: Drill,
  story: readonly string[],
  out: string | undefined,
): Promise<string> {
  const file = out ?? freeName(drill.name)
  // `wx` refuses what came there meanwhile.
  await writeFile(file, drillText(drill, story), { flag: 'wx' })
  return file
}

function freeName(name: string): string {
  for (let number = 1; number < NUMBERED_MAX; number++) {
    const file = resolve(number === 1 ? `${name}.yaml` : `${name}-${number}.yaml`)
    if (!existsSync(file)) return file
  }
  throw new Error(`there are ${NUMBERED_MAX} files called ${name} already`)
}
