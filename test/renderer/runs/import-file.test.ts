/**
 * Goal: a file from elsewhere joins the library, or is refused with a sentence. Method: the real
 * library behind the real calls, and a real run file.
 */
import { mkdir, readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createRunsPart, type RunsPart } from '../../../electron/console/runs/create-runs-part.ts'
import type { Api } from '../../../electron/ipc/contract.ts'
import { importFile, PIECE_BYTES } from '../../../renderer/views/runs/import-file.ts'
import { withPreparations } from '../../electron/console/preparations-in-test.ts'
import { makeRunFile } from './make-run-file.ts'
import { makeFolder, type TestFolder } from '../../folders/test-folder.ts'

let folder: TestFolder
let home: string
let part: RunsPart

beforeEach(async () => {
  folder = makeFolder('import')
  home = folder.path
  await mkdir(join(home, 'runs'))
  const places = { runs: join(home, 'runs'), drills: join(home, 'drills') }
  part = withPreparations(createRunsPart, { places, publish: () => undefined })
})

afterEach(async () => {
  await part.close()
  folder.remove()
})

function api(): Pick<Api['runs'], 'beginImport' | 'continueImport' | 'finishImport'> {
  const { handlers } = part
  return {
    beginImport: async (request) => handlers['runs.beginImport'](request),
    continueImport: async (request) => handlers['runs.continueImport'](request),
    finishImport: async (request) => handlers['runs.finishImport'](request),
  }
}

const NEVER = new AbortController().signal

describe('a file from elsewhere', () => {
  it('comes in pieces, with its progress, and is in the list', async () => {
    const path = await makeRunFile(join(home, 'outside.faultline'))
    const file = new File([await readFile(path)], 'outside.faultline')
    expect(file.size).toBeGreaterThan(PIECE_BYTES)
    const told: number[] = []
    const run = await importFile(api(), file, {
      progressed: (share) => told.push(share),
      signal: NEVER,
    })
    expect(run).toBe('outside')
    expect(told).toHaveLength(Math.ceil(file.size / PIECE_BYTES))
    expect(told.at(-1)).toBe(1)
    const listed = await part.handlers['runs.list']({})
    expect(listed).toMatchObject([{ ok: true, name: 'outside', drill: 'leader-loss' }])
  })

  it('is refused with a sentence where it is no run, and leaves nothing behind', async () => {
    const file = new File(['hello'], 'hello.faultline')
    const refused = importFile(api(), file, { progressed: () => undefined, signal: NEVER })
    await expect(refused).rejects.toThrow(/[a-z]/)
    expect(await readdir(join(home, 'runs'))).toEqual([])
  })

  it('is not sent further once it is cancelled', async () => {
    const cancel = new AbortController()
    const file = new File([new Uint8Array(3 * PIECE_BYTES)], 'big.faultline')
    const told: number[] = []
    const run = await importFile(api(), file, {
      progressed: (share) => {
        told.push(share)
        cancel.abort()
      },
      signal: cancel.signal,
    })
    expect(run).toBeNull()
    expect(told).toHaveLength(1)
  })
})
