/**
 * Plants one mistake after the other into a copy of the checker, and looks for a history on
 * which the copy and the definition disagree. Prints a JSON list: the seed that found each
 * mistake out, or null. It is a program of its own, since the copies are loaded by their paths.
 *
 *     node test/core/checkers/linearizability/mutation/find-out.ts
 */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type * as Linearizability from '../../../../../core/checkers/linearizability/linearizability.ts'
import type * as Models from '../../../../../core/checkers/linearizability/models/index.ts'
import { isLinearizable } from '../brute-force.ts'
import { CASES, historyOf } from '../cases.ts'
import { MUTATIONS } from './table.ts'
import type { Mutation } from './table.ts'

const ROUNDS = 20_000
const STEPS = 100_000
const CORE = fileURLToPath(new URL('../../../../../core/', import.meta.url))
const CHECKER = 'checkers/linearizability'

/** The seed of a history that the mutant misjudges. */
async function findOut(mutation: Mutation, root: string): Promise<string | null> {
  mkdirSync(join(root, 'core/checkers'), { recursive: true })
  const beside = [
    'checkers/property.ts',
    'checkers/pace.ts',
    'checkers/sliced.ts',
    'checkers/sorted-places.ts',
    'checkers/micro-operation.ts',
    'checkers/witness',
  ]
  for (const part of ['base', 'history', ...beside, CHECKER]) {
    cpSync(join(CORE, part), join(root, 'core', part), { recursive: true })
  }
  const file = join(root, 'core', CHECKER, mutation.file)
  const text = readFileSync(file, 'utf8')
  if (text.split(mutation.text).length !== 2) {
    throw new Error(`${mutation.file} does not hold this once: ${mutation.text}`)
  }
  writeFileSync(
    file,
    text.replace(mutation.text, () => mutation.becomes),
  )
  const load = (name: string): Promise<unknown> =>
    import(pathToFileURL(join(root, 'core', CHECKER, name)).href)
  const { startCheck } = (await load('linearizability.ts')) as typeof Linearizability
  const { findModel } = (await load('models/index.ts')) as typeof Models
  for (let round = 0; round < ROUNDS; round++) {
    for (const one of CASES.filter(({ name }) => mutation.cases.includes(name))) {
      const seed = `${one.name}/${round}`
      const operations = historyOf(one, seed)
      const model = findModel(one.model)
      if (model === undefined) throw new Error(one.model)
      const verdicts = [false, true].map((searchOnly) => {
        try {
          const start = startCheck(operations, model, { ...one.options, searchOnly })
          return start.ok && start.check.run(STEPS).kind
        } catch {
          return 'broken'
        }
      })
      const expected = isLinearizable(operations, one.brute) ? 'valid' : 'invalid'
      if (verdicts.some((verdict) => verdict !== expected)) return seed
    }
  }
  return null
}

const home = mkdtempSync(join(tmpdir(), 'faultline-mutants-'))
try {
  writeFileSync(join(home, 'package.json'), '{"type":"module"}')
  const found: (string | null)[] = []
  for (const [place, mutation] of MUTATIONS.entries()) {
    found.push(await findOut(mutation, join(home, `${place}`)))
  }
  process.stdout.write(JSON.stringify(found))
} finally {
  rmSync(home, { recursive: true, force: true })
}
