/** The live line of a running drill: one glance says whether it is alive. */
import type { Phase } from '../../core/drills/decision.ts'
import type { NodeView } from '../../core/drills/world.ts'
import type { DrillProgress } from '../conductor/progress.ts'
import { bar } from './bar.ts'
import { count, counted, duration, milliseconds } from './format.ts'

const PHASES: { readonly [phase in Phase]: string } = {
  'warm-up': 'warming up',
  drill: 'drill',
  recovery: 'recovering',
  final: 'last reads',
  converge: 'converging',
  done: 'judging',
}

export function liveLine(progress: DrillProgress): string {
  const { phase, atMs, durationMs, okPerSecond, p99Ms, activeFaults, view } = progress
  const since = atMs === null ? '' : `${duration(atMs)} `
  const parts = [
    `${bar(atMs === null ? 0 : atMs / durationMs)} ${since}${PHASES[phase]}`,
    `${count(okPerSecond)} ok/s`,
    p99Ms === null ? '' : `p99 ${milliseconds(p99Ms)}`,
    view.nodes.map(nodeMark).join(' '),
    activeFaults === 0 ? '' : counted(activeFaults, 'fault'),
  ]
  return parts.filter((part) => part !== '').join('  ')
}

/** `n1*` leads, `n2!` failed, `n3-` is down, `n4=` is paused. */
function nodeMark({ node, state, description }: NodeView): string {
  const marks = { starting: '…', up: '', paused: '=', down: '-', failed: '!' } as const
  return node + (state === 'up' && description?.leads ? '*' : marks[state])
}
