/** Every workload that clients can run, in the order in which lists show them. */
import { bank } from './bank.ts'
import { register } from './register.ts'
import type { Workload } from './workload.ts'

export const WORKLOADS: readonly Workload[] = [register, bank]

/** The workload of that kind; `undefined` where there is none. */
export function findWorkload(kind: string): Workload | undefined {
  return WORKLOADS.find((workload) => workload.kind === kind)
}
