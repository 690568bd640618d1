/**
 * The watchdog: a small process that outlives its conductor by a moment. The end of its standard
 * input is the sign that the conductor is gone, however it went, SIGKILL included; then
 * everything on its list is killed, also what stands still under SIGSTOP.
 *
 * It refuses to kill a process that was born at another time than the listed one, and anything
 * that it was not told of.
 */
import { rmSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { processBirth } from './process-status.ts'
import type { ToWatchdog } from './watchdog-protocol.ts'

const watched = new Map<number, string | null>()
const folders = new Set<string>()

// The terminal's signals are for the conductor; this process is the last to leave.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const) {
  process.on(signal, () => undefined)
}
// Nobody may be left to read what is said here.
process.stdout.on('error', () => undefined)

const lines = createInterface({ input: process.stdin })
lines.on('line', (line) => {
  const message = read(line)
  if (message !== null) obey(message)
})
lines.on('close', () => {
  for (const [pid, birth] of watched) put(pid, birth)
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
  process.exit(0)
})
process.stdin.on('error', () => lines.close())
process.stdout.write('ready\n')

/** Null for the half of a line that a dying conductor left. */
function read(line: string): ToWatchdog | null {
  try {
    return JSON.parse(line) as ToWatchdog
  } catch {
    return null
  }
}

function obey(message: ToWatchdog): void {
  switch (message.kind) {
    case 'watch':
      watched.set(message.pid, message.birth)
      process.stdout.write(`seen ${message.pid}\n`)
      return
    case 'forget':
      watched.delete(message.pid)
      return
    case 'folder':
      folders.add(message.path)
      return
    case 'release':
      process.exit(0)
  }
}

/** SIGKILL first: a stopped process must not run again for even a moment. */
function put(pid: number, birth: string | null): void {
  if (birth !== null && processBirth(pid) !== birth) return
  for (const signal of ['SIGKILL', 'SIGCONT'] as const) {
    try {
      process.kill(pid, signal)
    } catch {
      // It is gone already, which is what was wanted.
    }
  }
}
