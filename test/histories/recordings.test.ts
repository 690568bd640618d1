/**
 * Goal: our own recordings get their verdicts, and every model has one of each. Method: the
 * folder says the verdict, the name says the model, the content says the format.
 */
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { MODELS } from '../../core/checkers/linearizability/models/index.ts'
import { checkFile } from '../../electron/check/check-file.ts'

function recordings(folder: 'good' | 'bad') {
  const path = fileURLToPath(new URL(`./${folder}/`, import.meta.url))
  return readdirSync(path)
    .sort()
    .map((name) => ({ name, path: `${path}${name}`, model: name.split('.')[0] as string }))
}

describe.each([
  ['good', 'valid'],
  ['bad', 'invalid'],
] as const)('%s', (folder, verdict) => {
  const all = recordings(folder)

  it.each(all)('$name', async ({ path, model }) => {
    const result = await checkFile(path, { model })
    if (!result.ok) throw new Error(result.problem.message)
    expect(result.document.verdict).toBe(verdict)
    expect(result.document.witness === undefined).toBe(verdict === 'valid')
  })

  it('has one of each model', () => {
    const models = new Set(all.map(({ model }) => model))
    expect(MODELS.map(({ name }) => name).filter((name) => !models.has(name))).toEqual([])
  })
})
