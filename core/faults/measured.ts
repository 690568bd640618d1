/**
 * How evidence is told to people, and when it proves an effect. A sentence names figures that a
 * world measured, and nothing else.
 */
import type { Effect } from './fault.ts'

/** `1 message`, `412 messages`. */
export function count(number: number, noun: string): string {
  return `${grouped(number)} ${noun}${number === 1 ? '' : 's'}`
}

/** 12,345 with commas, for every engine alike. */
export function grouped(number: number): string {
  return String(Math.round(number)).replace(/\B(?=([0-9]{3})+$)/g, ',')
}

/** `380 ms`, `4.9 s`. */
export function span(ms: number): string {
  if (Math.abs(ms) < 1000) return `${Math.round(ms)} ms`
  return `${Math.round(ms / 100) / 10} s`
}

/** `+498 ms`, `-2 s`. */
export function signedSpan(ms: number): string {
  return ms > 0 ? `+${span(ms)}` : span(ms)
}

/** The parts that were measured, or `nothing` where none was. */
export function effectOf(parts: readonly (string | false | undefined)[], nothing: string): Effect {
  const told = parts.filter((part) => typeof part === 'string')
  if (told.length === 0) return { proven: false, sentence: nothing }
  return { proven: true, sentence: told.join(', ') }
}
