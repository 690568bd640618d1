/** One fault as a person types it: the line of a drill file, with or without its braces. */
import { parse } from 'yaml'
import type { Drill } from '../../core/drills/drill.ts'
import { nodeSpecs } from '../../core/simulation/cluster-specs.ts'
import { readFault, type ReadFault } from './read-fault.ts'

/** `kind: kill, target: leader`. */
export function readFaultText(text: string, drill: Drill): ReadFault {
  const line = text.trim().startsWith('{') ? text : `{ ${text} }`
  let data: unknown
  try {
    data = parse(line)
  } catch {
    return { ok: false, problem: 'expected a fault such as "kind: kill, target: leader"' }
  }
  return readFault(
    data,
    drill,
    nodeSpecs(drill.system).map(({ id }) => id),
  )
}
