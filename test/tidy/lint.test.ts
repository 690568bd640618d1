/**
 * Goal: the lint fence around core really stands. Method: lint one small impure file for each
 * ban and expect it to be refused; a pure one must pass.
 */
import { ESLint } from 'eslint'
import { describe, expect, it } from 'vitest'
import { ROOT } from './sources.ts'

const eslint = new ESLint({ cwd: ROOT })

async function problems(text: string, filePath: string): Promise<string[]> {
  const [result] = await eslint.lintText(text, { filePath: `${ROOT}/${filePath}` })
  return (result?.messages ?? []).map((message) => message.message)
}

const impure = [
  'export const now = () => Date.now()',
  'export const now = () => new Date()',
  'export const dice = () => Math.random()',
  'export const log = (x: number) => Math.log(x)',
  'export const power = (x: number) => x ** 3',
  'export const power = (x: number) => Math.pow(x, 3)',
  'export const format = (x: number) => new Intl.NumberFormat().format(x)',
  'export const order = (a: string, b: string) => a.localeCompare(b)',
  'export const shown = (x: number) => x.toLocaleString()',
  'export const later = async () => 1',
  'export const later = () => Promise.resolve(1)',
  'export const weak = (x: object) => new WeakRef(x)',
  "import { readFileSync } from 'node:fs'\nexport const read = readFileSync",
  "import { x } from 'some-package'\nexport const y = x",
  'export const where = () => process.cwd()',
  "export const say = () => console.log('x')",
]

describe('the lint rules of core', () => {
  it.each(impure)('refuse %j', async (text) => {
    expect(await problems(text, 'core/base/assert.ts')).not.toEqual([])
  })

  it('accept a pure function', async () => {
    const text =
      "import { assert } from './assert.ts'\nexport const half = (x: number) => {\n  assert(x > 0, 'x')\n  return x / 2\n}\n"
    expect(await problems(text, 'core/base/prng.ts')).toEqual([])
  })
})
