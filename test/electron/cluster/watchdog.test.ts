/**
 * Goal: whatever happens to the conductor or to the watchdog itself, no process is left.
 * Method: a conductor in a process of its own is killed, and the process ids that it left are
 * looked at from outside.
 */
import { spawn } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, test } from 'vitest'
import { Watchdog } from '../../../electron/cluster/watchdog.ts'
import { processBirth } from '../../../electron/cluster/process-status.ts'
import { childrenOf, eventually, isGone } from './small-cluster.ts'

const CONDUCTOR = fileURLToPath(new URL('./fixture-conductor.ts', import.meta.url))
const WATCHDOG = fileURLToPath(
  new URL('../../../electron/cluster/watchdog-main.ts', import.meta.url),
)
/** What is promised to users. */
const GONE_WITHIN_MS = 3_000
const onLinux = process.platform === 'linux'

const conductors: { readonly pid: number; readonly folder: string }[] = []

/** Whatever a red test leaves; they are processes of its own conductors. */
const left: number[] = []

afterEach(() => {
  for (const pid of left.splice(0)) if (!isGone(pid)) process.kill(pid, 'SIGKILL')
  for (const { pid, folder } of conductors.splice(0)) {
    if (!isGone(pid)) process.kill(pid, 'SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  }
})

/** Starts a conductor and resolves with its process id once its cluster is up. */
async function conductor(...words: readonly string[]): Promise<{ pid: number; folder: string }> {
  const child = spawn(process.execPath, [CONDUCTOR, ...words], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const lines = createInterface({ input: child.stdout })
  const folder = await new Promise<string>((resolve, reject) => {
    lines.once('line', resolve)
    child.once('exit', (code) => reject(new Error(`the conductor exited with ${code}`)))
  })
  const started = { pid: child.pid as number, folder }
  conductors.push(started)
  return started
}

/** A process that does nothing until it is killed. */
function sleeper(): { readonly pid: number; readonly end: () => void } {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], {
    stdio: 'ignore',
    detached: true,
  })
  return { pid: child.pid as number, end: () => void child.kill('SIGKILL') }
}

function familyOf(pid: number): readonly number[] {
  const children = childrenOf(pid)
  left.push(...children)
  return children
}

function watchdogOf(pid: number): number | undefined {
  return familyOf(pid).find((child) => commandLine(child).includes('watchdog-main'))
}

function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return ''
  }
}

describe.runIf(onLinux)('the conductor dies', () => {
  test.each([
    ['SIGKILL', 'while all run', []],
    ['SIGKILL', 'while a node is stopped', ['pause']],
    ['SIGKILL', 'while hosts ignore their leash', ['deaf']],
    ['SIGTERM', 'without a handler', []],
  ] as const)('%s %s', async (signal, _how, words) => {
    const { pid } = await conductor(...words)
    const children = familyOf(pid)
    // Three nodes, the clients and the watchdog.
    expect(children).toHaveLength(5)
    process.kill(pid, signal)
    await eventually('all children are gone', () => children.every(isGone), GONE_WITHIN_MS)
  })

  test('its folder goes only where that was asked for', async () => {
    const kept = await conductor()
    const removed = await conductor('remove-folder')
    const children = [...familyOf(kept.pid), ...familyOf(removed.pid)]
    process.kill(kept.pid, 'SIGKILL')
    process.kill(removed.pid, 'SIGKILL')
    await eventually('all children are gone', () => children.every(isGone), GONE_WITHIN_MS)
    expect(existsSync(removed.folder)).toBe(false)
    expect(existsSync(kept.folder)).toBe(true)
  })

  test('a watchdog that took the place of another knows the whole list', async () => {
    const { pid } = await conductor('deaf')
    const first = watchdogOf(pid) as number
    process.kill(first, 'SIGKILL')
    await eventually('another is on duty', () => (watchdogOf(pid) ?? first) !== first)
    const children = familyOf(pid)
    process.kill(pid, 'SIGKILL')
    await eventually('all children are gone', () => children.every(isGone), GONE_WITHIN_MS)
  })

  test('the signals of a terminal do not send the watchdog away', async () => {
    // Only the watchdog can end these hosts.
    const { pid } = await conductor('deaf')
    const children = familyOf(pid)
    const watchdog = watchdogOf(pid) as number
    for (const signal of ['SIGINT', 'SIGHUP', 'SIGTERM'] as const) process.kill(watchdog, signal)
    process.kill(pid, 'SIGKILL')
    await eventually('all children are gone', () => children.every(isGone), GONE_WITHIN_MS)
  })
})

describe('the watchdog', () => {
  test('is replaced when it dies, and what it watched is left alone', async () => {
    const watchdog = new Watchdog({})
    const guarded = sleeper()
    try {
      await watchdog.watch(guarded.pid)
      const first = watchdog.pid as number
      process.kill(first, 'SIGKILL')
      await eventually('another is on duty', () => watchdog.pid !== first)
      await watchdog.watch(process.pid)
      watchdog.forget(process.pid)
    } finally {
      const last = watchdog.pid as number
      await watchdog.release()
      expect(isGone(last)).toBe(true)
      expect(isGone(guarded.pid)).toBe(false)
      guarded.end()
    }
  })

  test('kills what is listed when its input ends, but no namesake and no stranger', async () => {
    const [listed, namesake, stranger, forgotten] = [sleeper(), sleeper(), sleeper(), sleeper()]
    const watchdog = spawn(process.execPath, [WATCHDOG], { stdio: ['pipe', 'pipe', 'inherit'] })
    const heard: string[] = []
    createInterface({ input: watchdog.stdout }).on('line', (line) => heard.push(line))
    const tell = (message: object): void => {
      watchdog.stdin.write(`${JSON.stringify(message)}\n`)
    }
    try {
      tell({ kind: 'watch', pid: listed.pid, birth: processBirth(listed.pid) })
      tell({ kind: 'watch', pid: namesake.pid, birth: 'of another day' })
      tell({ kind: 'watch', pid: forgotten.pid, birth: processBirth(forgotten.pid) })
      tell({ kind: 'forget', pid: forgotten.pid })
      await eventually('three were seen', () => heard.length === 4)
      process.kill(listed.pid, 'SIGSTOP')
      // The half of a line is all that a killed conductor may leave.
      watchdog.stdin.end('{"kind":"wat')
      await eventually('the listed one is gone', () => isGone(listed.pid), GONE_WITHIN_MS)
      await eventually('the watchdog is gone', () => isGone(watchdog.pid as number))
      expect([namesake, stranger, forgotten].map(({ pid }) => isGone(pid))).toEqual([
        false,
        false,
        false,
      ])
    } finally {
      for (const each of [listed, namesake, stranger, forgotten]) each.end()
    }
  })
})
