/**
 * Which lines of a run's log people are shown. The schedule that a drill by hand really had is kept
 * there as data, an entry a line, for repeating the run; everything else is a sentence.
 */
import type { LogLine } from '../recorder/queries/log.ts'

export function isForPeople({ kind, text }: Pick<LogLine, 'kind' | 'text'>): boolean {
  return !(kind === 'schedule' && text.startsWith('{'))
}
