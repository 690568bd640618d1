/**
 * Goal: core needs nothing but the language. Method: compile every file of core to a plain
 * script and evaluate it in a bare context, where the clock and the random source throw and
 * nothing of Node exists.
 */
import { createContext, runInContext } from 'node:vm'
import { posix } from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { sourcesBelow } from './sources.ts'

const BARE = `
  Math.random = () => { throw new Error('core drew a random number') }
  Date = class { constructor() { throw new Error('core read the clock') }
    static now() { throw new Error('core read the clock') } }
`

/** Loads every module of core in a bare context; returns the exports by path. */
function loadCore(): Map<string, Record<string, unknown>> {
  const context = createContext({}, { codeGeneration: { strings: false, wasm: false } })
  runInContext(BARE, context)
  const compiled = new Map(
    sourcesBelow('core').map(({ path, text }) => [
      path,
      ts.transpileModule(text, {
        compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2024 },
      }).outputText,
    ]),
  )
  const loaded = new Map<string, Record<string, unknown>>()
  const load = (path: string): Record<string, unknown> => {
    const known = loaded.get(path)
    if (known) return known
    const text = compiled.get(path)
    if (text === undefined) throw new Error(`core has no ${path}`)
    const exports: Record<string, unknown> = {}
    loaded.set(path, exports)
    const run = runInContext(`(function (exports, require) {${text}\n})`, context, {
      filename: path,
    }) as (exports: object, require: (path: string) => object) => void
    run(exports, (specifier) => load(posix.join(posix.dirname(path), specifier)))
    return exports
  }
  for (const path of compiled.keys()) load(path)
  return loaded
}

describe('core in a bare context', () => {
  it('loads without clock, randomness or Node', () => {
    const modules = loadCore()
    expect(modules.size).toBeGreaterThan(20)
    const { Prng } = modules.get('core/base/prng.ts') as {
      Prng: new (seed: string) => { uint32(): number }
    }
    expect(new Prng('7').uint32()).toBe(new Prng('7').uint32())
  })

  it('would notice a clock', () => {
    const context = createContext({})
    runInContext(BARE, context)
    expect(() => runInContext('Date.now()', context)).toThrow('core read the clock')
    expect(() => runInContext('Math.random()', context)).toThrow('random number')
  })
})
