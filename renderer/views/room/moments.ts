/** Times of the drill room as people read them. Pure. */
import type { Phase } from '../../../core/drills/decision.ts'

/** `00:12.4`; before the workload began it stands at zero. */
export function elapsedText(ms: number): string {
  const tenths = Math.max(0, Math.floor(ms / 100))
  const minutes = Math.floor(tenths / 600)
  const seconds = (tenths % 600) / 10
  return `${String(minutes).padStart(2, '0')}:${seconds.toFixed(1).padStart(4, '0')}`
}

/** `00:30`. */
export function totalText(ms: number): string {
  return elapsedText(ms).slice(0, -2)
}

/** What the drill does now; null during the drill itself. */
export function phaseText(phase: Phase): string | null {
  switch (phase) {
    case 'warm-up':
      return 'warming up'
    case 'recovery':
      return 'recovering'
    case 'final':
      return 'last operations'
    case 'converge':
      return 'converging'
    case 'done':
      return 'done'
    case 'drill':
      return null
  }
}

/** `17.6 s`, `2 min 05 s`. */
export function leftText(ms: number): string {
  const left = Math.max(0, ms)
  if (left < 60_000) return `${(left / 1000).toFixed(1)} s`
  const seconds = Math.ceil(left / 1000)
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`
}

/** `12.4 s`, with a true minus before the workload began. */
export function stampText(ms: number): string {
  return `${ms < 0 ? '−' : ''}${(Math.abs(ms) / 1000).toFixed(1)}`
}

export function bytesText(bytes: number): string {
  if (bytes < 1000) return `${Math.round(bytes)} B`
  if (bytes < 1_000_000) return `${(bytes / 1000).toFixed(0)} kB`
  return `${(bytes / 1_000_000).toFixed(1)} MB`
}
