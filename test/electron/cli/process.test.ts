/**
 * Goal: what only a real process has: signals, pipes, exit codes, live nodes. Method: the command
 * as a shell starts it; every wait is for something that it says.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ROOT } from '../../tidy/sources.ts'
import { faultline } from './captured.ts'
import { onlyDocument } from './fields.ts'
import { usePlaces } from './places.ts'
import { SMALL_DRILL, smallDrillWith } from './small-drill.ts'

const places = usePlaces()

interface Started {
  readonly child: ChildProcess
  /** Resolves when standard error has said `words`; rejects when it ends without. */
  said(words: string): Promise<void>
  /** Resolves when it has ended and all was read. */
  ended(): Promise<{ readonly code: number | null; readonly out: string; readonly error: string }>
}

function start(args: readonly string[], input: 'ignore' | 'pipe' = 'ignore'): Started {
  const child = spawn(process.execPath, [join(ROOT, 'electron/cli/faultline.mjs'), ...args], {
    stdio: [input, 'pipe', 'pipe'],
  })
  const heard = { out: '', error: '' }
  const closed = once(child, 'close')
  const listeners = new Set<() => void>()
  const hear = (stream: 'out' | 'error') => (bytes: Buffer) => {
    heard[stream] += bytes.toString()
    for (const listener of listeners) listener()
  }
  child.stdout?.on('data', hear('out'))
  child.stderr?.on('data', hear('error'))
  return {
    child,
    said: (words) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (heard.error.includes(words)) resolve()
        }
        listeners.add(look)
        look()
        void closed.then(() => reject(new Error(`it never said "${words}" but ${heard.error}`)))
      }),
    ended: async () => {
      await closed
      return { code: child.exitCode, ...heard }
    },
  }
}

describe('check', () => {
  it('judges what comes through a pipe', async () => {
    const checking = start(['check', '-', '--model', 'register', '--json'], 'pipe')
    checking.child.stdin?.end(
      [
        { process: 0, type: 'invoke', f: 'write', value: 1 },
        { process: 0, type: 'ok', f: 'write', value: 1 },
        { process: 1, type: 'invoke', f: 'read', value: null },
        { process: 1, type: 'ok', f: 'read', value: 2 },
      ]
        .map((event, index) => `${JSON.stringify({ index, time: index, ...event })}\n`)
        .join(''),
    )
    const { code, out, error } = await checking.ended()
    expect({ code, error }).toEqual({ code: 1, error: '' })
    expect(onlyDocument(out)).toMatchObject({ verdict: 'invalid', operations: 2 })
  })
})

describe('a live drill', () => {
  it('prints one document, keeps its run where it was told, and leaves nothing else', async () => {
    const drill = places.file('small.yaml', SMALL_DRILL)
    const run = join(places.temporary, 'live.faultline')
    const args = ['drill', drill, '--seed', 'seven', '--json', '--out', run]
    const { code, out, error } = await start(args).ended()
    const document = onlyDocument(out)
    expect(document, error).toMatchObject({
      run,
      seed: 'seven',
      simulated: false,
      release: 'correct',
    })
    expect(code).toBe({ valid: 0, invalid: 1, unknown: 2 }[document['verdict'] as 'valid'])
    expect(error).toContain('3 raft nodes, 2 clients for 2.0 s, live processes, seed seven\n')
    expect(error).toMatch(/^\[=*\s*\] .* ok\/s {2}/m)
    expect(error).toContain('f1: kill n')
    const left = readdirSync(places.temporary).filter((name) => name.startsWith('faultline-run-'))
    expect(left).toEqual([])
    expect(existsSync(`${run}-lock`)).toBe(false)
    expect((await faultline(['replay', run])).code).toBe(0)
  }, 90_000)

  it('that is interrupted still prints one document, and ends with unknown', async () => {
    const drill = places.file('long.yaml', smallDrillWith('duration: 2s', 'duration: 60s'))
    const run = join(places.temporary, 'interrupted.faultline')
    const started = start(['drill', drill, '--seed', '7', '--json', '--out', run])
    await started.said('f1: kill')
    started.child.kill('SIGINT')
    const { code, out, error } = await started.ended()
    expect(onlyDocument(out), error).toEqual({
      run,
      drill: 'small',
      system: 'raft',
      release: 'correct',
      seed: '7',
      simulated: false,
      verdict: 'unknown',
      interrupted: 'stopped by SIGINT',
    })
    expect(code).toBe(2)
    expect(error).toContain(`Interrupted: stopped by SIGINT. What was recorded is kept in ${run}`)
    const shown = await faultline(['show', run])
    expect(shown.out).toMatch(/^INTERRUPTED {2}small on raft, seed 7\n/)
    expect(shown.out).toContain('Not judged: stopped by SIGINT')
  }, 90_000)
})

describe('an exploration', () => {
  it('that is interrupted tells what it has', async () => {
    const drill = places.file('small.yaml', SMALL_DRILL)
    const started = start(['explore', drill, '--seeds', '1..90000', '--json'])
    await started.said('of 90,000 seeds')
    started.child.kill('SIGTERM')
    const { code, out, error } = await started.ended()
    const document = onlyDocument(out)
    expect(document, error).toMatchObject({ interrupted: 'stopped by SIGTERM', failing: [] })
    expect(document['seeds']).toBe(document['valid'])
    expect(code).toBe(2)
  }, 60_000)
})

describe('the process', () => {
  it('survives a reader that goes away', async () => {
    const started = start(['list', 'faults', '--json'])
    started.child.stdout?.destroy()
    expect(await started.ended()).toMatchObject({ code: 0, error: '' })
  })

  it('ends with the code of wrong use, and says nothing on standard output', async () => {
    const { code, out, error } = await start(['show', 'nothing']).ended()
    expect({ code, out }).toEqual({ code: 254, out: '' })
    expect(error).toMatch(/^faultline: there is no run nothing/)
  })
})
