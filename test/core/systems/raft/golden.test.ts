/**
 * Goal: pin down, step by step, what the nodes say and do in the situations that Raft is known
 * for. Method: each file of `test/golden/raft/` is run, and must give itself back.
 *
 * UPDATE_GOLDEN=1 writes what happened instead; read the difference before it is committed.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { runScript } from './script.ts'

const FOLDER = new URL('../../../golden/raft/', import.meta.url)

describe('golden scripts', () => {
  for (const name of readdirSync(FOLDER).sort()) {
    if (!name.endsWith('.txt')) continue
    it(name.replace(/\.txt$/, '').replaceAll('-', ' '), () => {
      const file = new URL(name, FOLDER)
      const text = readFileSync(file, 'utf8')
      const ran = runScript(text)
      if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(file, ran)
      else expect(ran).toBe(text)
    })
  }
})
