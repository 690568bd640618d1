/**
 * Writes `docs/mutants/`: `npm run mutants -- 30` runs 30 seeds of every drill with every bug;
 * without a number, 20. Some minutes on two cores. `npm run mutants -- 0` writes the pages alone.
 * `npm run mutants -- shrink` makes the drill of each bug small, and `shrink NAME...` those of some.
 */
import { readFile } from 'node:fs/promises'
import type { Drill } from '../../core/drills/drill.ts'
import { SYSTEMS } from '../../core/systems/index.ts'
import { listDrills } from '../../electron/drill-files/drill-library.ts'
import { fillMatrix } from './matrix.ts'
import { matrixPage, mutantPage } from './pages.ts'
import { shrinkMutant, smallestDrill } from './shrink.ts'
import { writePage } from './write-page.ts'

const [first = '20', ...names] = process.argv.slice(2)

if (first === 'shrink') await shrinkAll(names)
else await writePages(Number(first))

async function shrinkAll(wanted: readonly string[]): Promise<void> {
  const mutants = SYSTEMS.flatMap((system) => system.mutants)
  for (const mutant of mutants) {
    if (wanted.length > 0 && !wanted.includes(mutant.name)) continue
    const { faults, trials, seconds } = await shrinkMutant(mutant)
    const told = `${mutant.name}: ${faults.before} -> ${faults.after} faults`
    process.stdout.write(`${told}, ${trials} trials, ${seconds} s\n`)
  }
}

async function writePages(seeds: number): Promise<void> {
  const smallest = new Map<string, Drill>()
  for (const system of SYSTEMS) {
    for (const mutant of system.mutants) {
      const path = `../../core/systems/${system.kind}/mutants/${mutant.name}.ts`
      const source = await readFile(new URL(path, import.meta.url), 'utf8')
      const least = await smallestDrill(mutant)
      if (least !== null) smallest.set(mutant.name, least.drill)
      await writePage(`${mutant.name}.md`, mutantPage(system, mutant, source, least))
    }
  }
  if (seeds === 0) return
  const drills = await listDrills()
  const results = await fillMatrix({
    drills,
    seeds,
    onCell: (_, done, all) => process.stderr.write(`\r${done} of ${all} cells`),
  })
  process.stderr.write('\n')
  await writePage('README.md', matrixPage(SYSTEMS, results, { seeds, smallest }))
}
