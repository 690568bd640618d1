/**
 * Goal: recordings whose verdict is known get that verdict, fast. Method: every history below
 * the shared folder, read and judged as `faultline check` does. The data are not ours to ship,
 * so where the folder is absent this is skipped; our own recordings are in the test beside.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { checkFile } from '../../electron/check/check-file.ts'

const FOLDER = fileURLToPath(new URL('../../../shared/histories/', import.meta.url))
const present = existsSync(join(FOLDER, 'verdicts.json'))
if (!present) console.warn(`skipped: no shared histories in ${FOLDER}`)

interface Known {
  readonly file: string
  readonly model: string
  readonly valid: boolean
  readonly operations?: number
}

function knownHistories(): readonly Known[] {
  const verdicts = JSON.parse(readFileSync(join(FOLDER, 'verdicts.json'), 'utf8')) as {
    readonly [file: string]: { model: string; linearizable: boolean; operations: number }
  }
  const known: Known[] = Object.entries(verdicts).map(([file, verdict]) => ({
    file,
    model: verdict.model,
    valid: verdict.linearizable,
    operations: verdict.operations,
  }))
  const folders = [
    ['knossos/good', 'cas-register', true],
    ['knossos/bad', 'cas-register', false],
    ['knossos/mutex-bad', 'lock', false],
  ] as const
  for (const [folder, model, valid] of folders) {
    for (const name of readdirSync(join(FOLDER, folder)).sort()) {
      known.push({ file: `${folder}/${name}`, model, valid })
    }
  }
  return known
}

describe.skipIf(!present)('shared histories', () => {
  const known = present ? knownHistories() : []
  const startedAt = performance.now()

  it.each(known)('$file', async ({ file, model, valid, operations }) => {
    const result = await checkFile(join(FOLDER, file), { model })
    if (!result.ok) throw new Error(result.problem.message)
    const { document } = result
    expect(document.verdict).toBe(valid ? 'valid' : 'invalid')
    if (operations !== undefined) expect(document.operations).toBe(operations)
    if (valid) expect(document.witness).toBeUndefined()
    else expect(document.witness?.events?.length).toBeGreaterThan(0)
  })

  it('are many, and quickly judged', () => {
    expect(known.length).toBeGreaterThan(70)
    // Generous: all of them take about a second on a quiet machine, witnesses included.
    expect(performance.now() - startedAt).toBeLessThan(30_000)
  })

  it('of transactions break what they are known to break, and nothing else', async () => {
    const path = join(FOLDER, 'elle/si-without-g-single.edn')
    const anomalies = async (...consistencyModels: string[]) => {
      const result = await checkFile(path, { model: 'list-append', consistencyModels })
      if (!result.ok) throw new Error(result.problem.message)
      const { verdict, anomalies = [] } = result.document
      return [verdict, ...anomalies.map(({ type }) => type)]
    }
    expect(await anomalies('snapshot-isolation')).toEqual(['valid'])
    expect(await anomalies('repeatable-read')).toEqual(['invalid', 'G2-item'])
    expect(await anomalies('snapshot-isolation', 'repeatable-read')).toEqual(['invalid', 'G2-item'])
  })
})
