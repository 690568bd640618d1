/**
 * Goal: a history takes a fixed amount of memory an operation, and reading one takes none at all.
 * Method: processes whose engine may hold so much and no more, a fifth of what `docs/decisions`
 * promises for a million operations; before histories were columns, each of these ran out.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { closeSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { jsonl } from '../../../core/history/jsonl.ts'
import { streamHistory } from '../../bench/streamed-history.ts'
import { useFolder } from '../../folders/use-folder.ts'
import { ROOT } from '../../tidy/sources.ts'

const OPERATIONS = 200_000
const HEAP_MB = 40
const MEMORY_MB = 220
const TIMEOUT_MS = 120_000

const folder = useFolder('memory')

function written(keys: number, staleRead: boolean): string {
  const path = join(folder, `${keys}-${staleRead}`)
  const file = openSync(path, 'w')
  const writer = jsonl.createWriter()
  let text = ''
  const history = { seed: path.slice(-8), operations: OPERATIONS, format: 'jsonl' } as const
  for (const event of streamHistory({ ...history, keys, staleRead })) {
    const line = writer.write(event)
    if (line.ok && line.line !== undefined) text += `${line.line}\n`
    if (text.length < 1_000_000) continue
    writeSync(file, text)
    text = ''
  }
  writeSync(file, text)
  closeSync(file)
  return path
}

const TELL_MEMORY = `data:text/javascript,${encodeURIComponent(`
  import { writeSync } from 'node:fs'
  process.on('exit', () => writeSync(3, String(process.resourceUsage().maxRSS / 1024)))
`)}`

describe('a long history', () => {
  it.each([
    [1, true, 'invalid'],
    [64, false, 'valid'],
  ] as const)(
    'of %i keys is judged in little memory',
    (keys, staleRead, verdict) => {
      const path = written(keys, staleRead)
      const command = join(ROOT, 'electron/cli/faultline.mjs')
      const { output, stderr } = spawnSync(
        process.execPath,
        [`--max-old-space-size=${HEAP_MB}`, '--import', TELL_MEMORY, command].concat([
          'check',
          path,
          '--model',
          'kv',
          '--json',
        ]),
        { stdio: ['ignore', 'pipe', 'pipe', 'pipe'] },
      )
      const document = JSON.parse(String(output[1]) || '{}') as object
      expect(document, stderr.toString().slice(0, 500)).toMatchObject({
        verdict,
        operations: OPERATIONS,
      })
      expect(Number(String(output[3]))).toBeLessThan(MEMORY_MB)
      rmSync(path)
    },
    TIMEOUT_MS,
  )

  it(
    'is read without being kept, in any format',
    () => {
      const script = `
        import { historyFormats } from '${ROOT}/core/history/detect-format.ts'
        import { streamHistory } from '${ROOT}/test/bench/streamed-history.ts'
        for (const format of historyFormats) {
          const isArray = format.name === 'jepsen-json'
          let read = 0
          let written = 0
          const reader = format.createReader(() => read++)
          const writer = format.createWriter()
          const history = { seed: 'read', operations: ${OPERATIONS}, format: format.name }
          for (const event of streamHistory(history)) {
            const { line } = writer.write(event)
            if (line === undefined) continue
            written++
            const before = !isArray ? '' : written === 1 ? '[' : ','
            const problem = reader.push(before + line + '\\n')
            if (problem !== undefined) throw new Error(problem.message)
          }
          const problem = (isArray && reader.push(']')) || reader.end()
          if (problem !== undefined) throw new Error(problem.message)
          console.log(format.name, read - written)
        }`
      const flags = ['--max-old-space-size=20', '--input-type=module', '--eval', script]
      const told = execFileSync(process.execPath, flags).toString()
      expect(told).toBe('jepsen-edn 0\njepsen-json 0\njsonl 0\nporcupine-etcd 0\nporcupine-kv 0\n')
    },
    TIMEOUT_MS,
  )
})
