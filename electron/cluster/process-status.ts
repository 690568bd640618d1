/**
 * What the operating system itself says of a process: whether it really stands still, and when
 * it was born, by which it is told from a later process under the same number. Linux answers
 * from /proc, other Unixes through `ps`; elsewhere nothing is known.
 */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

export type ProcessStatus = 'stopped' | 'running' | 'gone' | 'unknown'

/** Signals that stop and continue a process exist on this operating system. */
export const CAN_PAUSE = process.platform !== 'win32'

/** Fields of /proc/PID/stat, counted from the state, which follows the name in brackets. */
const STATE_FIELD = 0
const START_TIME_FIELD = 19

export function processStatus(pid: number): ProcessStatus {
  if (process.platform === 'linux') return statusLetter(statFields(pid)?.[STATE_FIELD])
  if (process.platform === 'win32') return 'unknown'
  return statusLetter(ask(pid, 'state=')?.charAt(0))
}

/** An opaque mark of the birth of the process; equal for the same process only. */
export function processBirth(pid: number): string | null {
  if (process.platform === 'linux') return statFields(pid)?.[START_TIME_FIELD] ?? null
  if (process.platform === 'win32') return null
  return ask(pid, 'lstart=')
}

/** A zombie is gone: it does nothing more and waits only to be counted. */
function statusLetter(letter: string | undefined): ProcessStatus {
  if (letter === undefined || letter === '' || letter === 'Z' || letter === 'X') return 'gone'
  return letter === 'T' || letter === 't' ? 'stopped' : 'running'
}

function statFields(pid: number): readonly string[] | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1')
    return text.slice(text.lastIndexOf(')') + 2).split(' ')
  } catch {
    return null
  }
}

function ask(pid: number, field: string): string | null {
  try {
    const answer = execFileSync('ps', ['-o', field, '-p', String(pid)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim()
    return answer === '' ? null : answer
  } catch {
    return null
  }
}
