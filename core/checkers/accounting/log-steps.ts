/** Operations on logs with offsets, as histories spell them. */
import { keyName } from '../micro-operation.ts'

/** What one operation on logs with offsets asked for or was answered, read from its value. */
export type LogStep =
  | {
      readonly kind: 'send'
      readonly key: string
      readonly value: unknown
      readonly offset?: number
    }
  | {
      readonly kind: 'poll'
      readonly key: string
      readonly value: unknown
      readonly offset: number
    }

/** `undefined` where `value` is not a list of sends and polls; a poll without answer has no step. */
export function logSteps(value: unknown): readonly LogStep[] | undefined {
  if (!Array.isArray(value)) return undefined
  const steps: LogStep[] = []
  for (const step of value as readonly unknown[]) {
    if (!Array.isArray(step)) return undefined
    const [f, second, third] = step as readonly unknown[]
    if (typeof f !== 'string') return undefined
    if (f.endsWith('send')) steps.push(sendOf(keyName(second), third))
    else if (!f.endsWith('poll') || !readPoll(second, steps)) return undefined
  }
  return steps
}

function sendOf(key: string, third: unknown): LogStep {
  if (!Array.isArray(third)) return { kind: 'send', key, value: third }
  const [offset, value] = third as readonly unknown[]
  return typeof offset === 'number'
    ? { kind: 'send', key, value, offset }
    : { kind: 'send', key, value }
}

function readPoll(answer: unknown, steps: LogStep[]): boolean {
  if (answer === undefined || answer === null) return true
  if (typeof answer !== 'object' || Array.isArray(answer)) return false
  for (const [key, pairs] of Object.entries(answer)) {
    if (!Array.isArray(pairs)) return false
    for (const pair of pairs as readonly unknown[]) {
      if (!Array.isArray(pair) || typeof pair[0] !== 'number') return false
      steps.push({ kind: 'poll', key, offset: pair[0], value: pair[1] as unknown })
    }
  }
  return true
}
