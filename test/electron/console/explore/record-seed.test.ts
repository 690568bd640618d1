/**
 * Goal: of a recording that comes to nothing, nothing is left. Method: a process that ends while
 * the thread writes its journals, and a look at the folders.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { useFolder } from '../../../folders/use-folder.ts'

const folder = useFolder('record-seed')

function record(name: string): { readonly status: number | null; readonly left: string[] } {
  const temporary = join(folder, name)
  const runs = join(folder, `${name}-runs`)
  mkdirSync(temporary)
  mkdirSync(runs)
  const script = join(import.meta.dirname, 'recording-process.ts')
  const { status } = spawnSync(process.execPath, [script, join(runs, 'small.faultline')], {
    env: { ...process.env, TMPDIR: temporary },
    stdio: 'ignore',
  })
  const left = [temporary, runs].flatMap((place) =>
    readdirSync(place, { recursive: true, encoding: 'utf8' }),
  )
  return { status, left }
}

test('a process that ends in the middle of a recording leaves nothing of it', () => {
  expect(record('ends')).toEqual({ status: 3, left: [] })
}, 90_000)
