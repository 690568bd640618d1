/** Argument parsers for commander. */
import { InvalidArgumentError } from 'commander'

/** A positive whole number; commander turns the error into a usage message. */
export function wholeNumber(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value) || value < 1) {
    throw new InvalidArgumentError('expected a positive whole number')
  }
  return value
}

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
  return { from, to }
}
