/**
 * One fault by hand, written as in a drill file, with the sentences that a drill file would get.
 */
import { readFault as readChecked } from '../../core/drills/read-drill.ts'
import type { Drill, FaultChoice } from '../../core/drills/drill.ts'
import type { Problem } from '../../core/drills/problem.ts'
import { looseFaultSchema } from '../../core/drills/schema.ts'
import { LIBRARY } from './load-drill.ts'
import { compileSchema, type Validate } from './schema-errors.ts'

export type ReadFault =
  | { readonly ok: true; readonly choice: FaultChoice }
  /** One sentence, without a full stop, for each mistake. */
  | { readonly ok: false; readonly problem: string }

/** By kind; `null` for all kinds at once, which says of an unknown one what there is. */
const compiled = new Map<string | null, Validate>()

/** `nodes` are those of the cluster by now: faults of the drill may have brought some in. */
export function readFault(data: unknown, drill: Drill, nodes: readonly string[]): ReadFault {
  const misshapen = validatorFor(data)({ fault: data })
  if (misshapen.length > 0) return { ok: false, problem: sentence(misshapen) }
  const read = readChecked(data, drill, nodes, LIBRARY)
  return read.ok ? read : { ok: false, problem: sentence(read.problems) }
}

/** One kind is compiled in a moment, all of them in half a second: too long behind a click. */
function validatorFor(data: unknown): Validate {
  const asked = (data as { readonly kind?: unknown } | null | undefined)?.kind
  const fault = LIBRARY.faults.find(({ kind }) => kind === asked)
  const kind = fault?.kind ?? null
  const known = compiled.get(kind)
  if (known !== undefined) return known
  const faults = fault === undefined ? LIBRARY.faults : [fault]
  const validate = compileSchema(looseFaultSchema({ ...LIBRARY, faults }))
  compiled.set(kind, validate)
  return validate
}

function sentence(problems: readonly Problem[]): string {
  return problems
    .map(({ message, expected }) =>
      expected === '' ? message : `${message}; expected ${expected}`,
    )
    .join('. ')
}
