/** The live line of a running drill: one glance says whether it is alive. */
import type { Phase } from '../../core/drills/decision.ts'
import type { NodeView } from '../../core/drills/world.ts'
import type { DrillProgress } from '../conductor/progress.ts'
import { count, duration, milliseconds } from './format.ts'

const PHASES: { readonly [phase in Phase]: string } = {
  'warm-up': 'warming up',
  drill: 'drill',
  recovery: 'recovering',
  final: 'last reads',
  converge: 'converging',
  done: 'judging',
}

const BAR_CELLS = 20

export function liveLine(progress: DrillProgress): string {
  const { phase, atMs, durationMs, okPerSecond, p99Ms, activeFaults, view } = progress
  const parts = [
    `${bar(atMs, durationMs)} ${atMs === null ? '' : duration(atMs)} ${PHASES[phase]}`,
    `${count(okPerSecond)} ok/s`,
    p99Ms === null ? '' : `p99 ${milliseconds(p99Ms)}`,
    view.nodes.map(nodeMark).join(' '),
    activeFaults === 0 ? '' : `${activeFaults} active ${activeFaults === 1 ? 'fault' : 'faults'}`,
  ]
  return parts.filter((part) => part !== '').join('  ')
}

/** `n1*` leads, `n2!` failed, `n3-` is down, `n4=` is paused. */
function nodeMark({ node, state, description }: NodeView): string {
  const marks = { starting: '…', up: '', paused: '=', down: '-', failed: '!' } as const
  return node + (state === 'up' && description?.leads ? '*' : marks[state])
}

function bar(atMs: number | null, durationMs: number): string {
  const share = atMs === null ? 0 : Math.min(1, atMs / durationMs)
  const full = Math.round(share * BAR_CELLS)
  return `[${'='.repeat(full)}${' '.repeat(BAR_CELLS - full)}]`
}
