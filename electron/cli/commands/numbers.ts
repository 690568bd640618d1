/** Argument parsers for commander, which turns their errors into usage messages. */
import { InvalidArgumentError } from 'commander'

/** A positive whole number. */
export function wholeNumber(text: string): number {
  const value = /^[0-9]+$/.test(text) ? Number(text) : NaN
  if (!Number.isSafeInteger(value) || value < 1) {
    throw new InvalidArgumentError('expected a positive whole number')
  }
  return value
}

const PORT_MAX = 65_535

export function portNumber(text: string): number {
  const port = wholeNumber(text)
  if (port > PORT_MAX) throw new InvalidArgumentError(`expected a port up to ${PORT_MAX}`)
  return port
}

/** More are told nothing that the first hundred thousand do not tell. */
export const SEEDS_MAX = 100_000

export interface SeedRange {
  readonly from: number
  readonly to: number
}

/** `A..B`, both included, or one number. */
export function seedRange(text: string): SeedRange {
  const match = /^(\d{1,9})(?:\.\.(\d{1,9}))?$/.exec(text)
  const from = Number(match?.[1])
  const to = Number(match?.[2] ?? match?.[1])
  if (!match || to < from) {
    throw new InvalidArgumentError('expected a range of seeds, such as 1..300')
  }
  if (to - from + 1 > SEEDS_MAX) {
    throw new InvalidArgumentError(`expected at most ${SEEDS_MAX} seeds`)
  }
  return { from, to }
}

const SEED_LENGTH_MAX = 100

/** Any word without control characters: it is printed, and typed again. */
export function seedText(text: string): string {
  if (text.length > SEED_LENGTH_MAX || !/^[\p{L}\p{N}\p{P}\p{S}]+$/u.test(text)) {
    throw new InvalidArgumentError(
      `expected a number or a word of at most ${SEED_LENGTH_MAX} characters`,
    )
  }
  return text
}
