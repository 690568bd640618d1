/**
 * The settings that every workload has, whatever its operations: how patient its clients are.
 * `ratePerSecond` is not among them, as a drill gives it beside the options; whoever makes the
 * spec of a client adds it to them.
 */
import { assert } from '../base/assert.ts'
import { integerOption, integerSchema } from './option.ts'

export interface ClientSettings {
  /** How long one attempt may take before its outcome counts as unknown. */
  readonly attemptMs: number
  /** How long one operation may take, with all its attempts. */
  readonly deadlineMs: number
  readonly attemptsMax: number
  readonly backoffMs: number
  readonly backoffMaxMs: number
  /** Operations a second over all clients; absent: each as fast as its answers come. */
  readonly ratePerSecond?: number
}

export const CLIENT_SETTINGS = {
  attemptMs: integerSchema({
    least: 1,
    most: 600_000,
    otherwise: 500,
    says: 'how long a client waits for one attempt, ms',
  }),
  deadlineMs: integerSchema({
    least: 1,
    most: 600_000,
    otherwise: 2000,
    says: 'how long a client tries one operation, ms',
  }),
  attemptsMax: integerSchema({
    least: 1,
    most: 1000,
    otherwise: 24,
    says: 'how often a client tries one operation',
  }),
  backoffMs: integerSchema({
    least: 1,
    most: 60_000,
    otherwise: 10,
    says: 'longest wait before the second attempt, ms; doubled with each that follows',
  }),
  backoffMaxMs: integerSchema({
    least: 1,
    most: 600_000,
    otherwise: 200,
    says: 'longest wait between two attempts, ms',
  }),
}

/** Reads the settings from the options of a client's spec; what is absent takes its default. */
export function clientSettings(options: { readonly [name: string]: unknown }): ClientSettings {
  const read = (name: keyof typeof CLIENT_SETTINGS): number =>
    integerOption(options, name, CLIENT_SETTINGS[name])
  const settings: ClientSettings = {
    attemptMs: read('attemptMs'),
    deadlineMs: read('deadlineMs'),
    attemptsMax: read('attemptsMax'),
    backoffMs: read('backoffMs'),
    backoffMaxMs: read('backoffMaxMs'),
  }
  const rate = options['ratePerSecond']
  if (rate === undefined || rate === null) return settings
  assert(typeof rate === 'number' && rate > 0, 'ratePerSecond must be a number over 0')
  return { ...settings, ratePerSecond: rate }
}
