/**
 * The calls of one register in columns of numbers: a million of them on one key take some 25 MB,
 * where as many objects take ten times that. Values are numbered as they are met.
 */
import type { Sliced } from '../../property.ts'
import type { Calls } from '../calls.ts'
import type { RegisterStep } from '../models/register.ts'
import { Pace } from '../../pace.ts'

export const READ = 0
export const WRITE = 1
export const CAS = 2
export const REFUSED = 3

/** The number of the value that the register starts with. */
export const INITIAL = 0

/** For a value or a call that is not there. */
export const NONE = -1

/** By call, in the order of their invocations; values by number. */
export interface RegisterColumns {
  readonly kind: Uint8Array
  /** What a call saw: a read its value, a cas what it replaced or did not find. */
  readonly seen: Int32Array
  /** What a write or a cas made. */
  readonly made: Int32Array
  readonly invoked: Float64Array
  /** `Infinity` where the outcome is unknown. */
  readonly completed: Float64Array
  /** How many values there are. */
  readonly values: number
}

export function* registerColumns(
  calls: Calls<RegisterStep>,
  initial: string,
): Sliced<RegisterColumns> {
  const pace = new Pace()
  const numbers = new Map<string, number>([[initial, INITIAL]])
  const numberOf = (value: string): number => {
    const known = numbers.get(value)
    if (known !== undefined) return known
    numbers.set(value, numbers.size)
    return numbers.size - 1
  }
  const { count } = calls
  const kind = new Uint8Array(count)
  const seen = new Int32Array(count).fill(NONE)
  const made = new Int32Array(count).fill(NONE)
  const invoked = new Float64Array(count)
  const completed = new Float64Array(count)
  let place = 0
  for (const call of calls) {
    if (pace.step()) yield pace.steps
    const { step } = call
    kind[place] = KINDS[step.kind]
    invoked[place] = call.invoked
    completed[place] = call.completed
    if (step.kind === 'read') seen[place] = numberOf(step.value)
    else if (step.kind === 'write') made[place] = numberOf(step.value)
    else {
      seen[place] = numberOf(step.from)
      if (step.kind === 'cas') made[place] = numberOf(step.to)
    }
    place++
  }
  return { kind, seen, made, invoked, completed, values: numbers.size }
}

const KINDS = { read: READ, write: WRITE, cas: CAS, refused: REFUSED } as const
