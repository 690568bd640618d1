/**
 * Goal: a command starts without what only others need: whoever judges a hundred files with a
 * process each waits for the start a hundred times. Method: the command as a shell starts it, with
 * every module that it loads written down.
 */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ROOT } from '../../tidy/sources.ts'
import { usePlaces } from './places.ts'

const places = usePlaces()

const WRITE_DOWN = `data:text/javascript,${encodeURIComponent(`
  import { registerHooks } from 'node:module'
  const loaded = []
  registerHooks({ load: (url, context, next) => (loaded.push(url), next(url, context)) })
  process.on('exit', () => process.stderr.write(JSON.stringify(loaded)))
`)}`

/** Folders from the root, packages by name. */
function loadedBy(args: readonly string[]): readonly string[] {
  const script = join(ROOT, 'electron/cli/faultline.mjs')
  const { stderr } = spawnSync(process.execPath, ['--import', WRITE_DOWN, script, ...args])
  const urls = JSON.parse(stderr.toString()) as string[]
  const paths = urls.filter((url) => url.startsWith('file:')).map((url) => url.split(`${ROOT}/`)[1])
  return [...new Set(paths.map((path = '') => path.split('/').slice(0, 2).join('/')))].sort()
}

describe('the start of a command', () => {
  it('loads for check what judges histories, and no other package than the one for arguments', () => {
    const line = { process: 0, f: 'write', key: 'x', value: 1 }
    const events = ['invoke', 'ok'].map((type) => JSON.stringify({ ...line, type }))
    const file = places.file('one.jsonl', `${events.join('\n')}\n`)
    expect(loadedBy(['check', file, '--model', 'kv'])).toEqual([
      'core/base',
      'core/checkers',
      'core/drills',
      'core/history',
      'electron/check',
      'electron/cli',
      'electron/version.ts',
      'node_modules/commander',
      'package.json',
    ])
  })
})
