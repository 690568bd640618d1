/**
 * Writes `docs/mutants/`: `npm run mutants -- 30` runs 30 seeds of every drill with every bug;
 * without a number, 20. Some minutes on two cores. `npm run mutants -- 0` writes the pages alone.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { format, resolveConfig } from 'prettier'
import { SYSTEMS } from '../../core/systems/index.ts'
import { listDrills } from '../../electron/drill-files/drill-library.ts'
import { fillMatrix } from './matrix.ts'
import { matrixPage, mutantPage } from './pages.ts'

const FOLDER = new URL('../../docs/mutants/', import.meta.url)
const seeds = Number(process.argv[2] ?? 20)

await mkdir(FOLDER, { recursive: true })
for (const system of SYSTEMS) {
  for (const mutant of system.mutants) {
    const path = `../../core/systems/${system.kind}/mutants/${mutant.name}.ts`
    const source = await readFile(new URL(path, import.meta.url), 'utf8')
    await write(`${mutant.name}.md`, mutantPage(system, mutant, source))
  }
}
if (seeds > 0) {
  const drills = await listDrills()
  const results = await fillMatrix({
    drills,
    seeds,
    onCell: (_, done, all) => process.stderr.write(`\r${done} of ${all} cells`),
  })
  process.stderr.write('\n')
  await write('README.md', matrixPage(SYSTEMS, results, seeds))
}

async function write(name: string, text: string): Promise<void> {
  const file = new URL(name, FOLDER)
  const options = await resolveConfig(file)
  await writeFile(file, await format(text, { ...options, parser: 'markdown' }))
}
