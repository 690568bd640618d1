/**
 * Reports as they stand in a frame. Those of operations are most of what a client's journal
 * holds, so they are written by position: their type, which fields they have, and these. Every
 * other report stays the map that it is.
 */
import type { Report } from '../../core/runtime/machine.ts'

const FIELDS = ['process', 'f', 'key', 'value', 'error', 'node', 'attempts'] as const
const OPERATION_TYPES: ReadonlySet<string> = new Set(['invoke', 'ok', 'fail', 'info'])

export function reportToWire(report: Report): unknown {
  if (!OPERATION_TYPES.has(report.type)) return report
  const fields = report as Report & { readonly [field: string]: unknown }
  let present = 0
  const wire: unknown[] = [report.type, present]
  for (let bit = 0; bit < FIELDS.length; bit++) {
    const value = fields[FIELDS[bit] as string]
    if (value === undefined) continue
    present |= 1 << bit
    wire.push(value)
  }
  wire[1] = present
  // Whatever else it says must not be lost: then it stays a map.
  return Object.keys(report).length === wire.length - 1 ? wire : report
}

/** Null for what `reportToWire` did not write. */
export function reportFromWire(wire: unknown): Report | null {
  if (!Array.isArray(wire)) {
    return typeof (wire as Report | null)?.type === 'string' ? (wire as Report) : null
  }
  const [type, present] = wire as unknown[]
  if (typeof type !== 'string' || typeof present !== 'number') return null
  const report: { type: string; [field: string]: unknown } = { type }
  let at = 2
  for (let bit = 0; bit < FIELDS.length; bit++) {
    if ((present & (1 << bit)) !== 0) report[FIELDS[bit] as string] = wire[at++]
  }
  return at === wire.length ? report : null
}
