/** One run: its detail, its series, and its drawn witnesses, as far as they could be read. */
import { onScopeDispose, shallowRef, watch, type Ref } from 'vue'
import type { CheckResult } from '../../../core/checkers/checker.ts'
import type { Api } from '../../../electron/ipc/contract.ts'
import type { DrawnWitness, RunDetail, RunSeries } from '../../../electron/ipc/shapes/runs.ts'
import { useApi } from '../../bridge/use-api.ts'
import { binsFor } from '../../series/slots.ts'

export function useRunDetail(run: Readonly<Ref<string | undefined>>) {
  const api = useApi()
  const detail = shallowRef<RunDetail | null>(null)
  const series = shallowRef<RunSeries | null>(null)
  const witnesses = shallowRef<ReadonlyMap<string, DrawnWitness>>(new Map())
  /** Why the run could not be read. */
  const problem = shallowRef<string | null>(null)

  async function load(name: string): Promise<void> {
    const still = (): boolean => run.value === name
    try {
      const read = await api.runs.show({ run: name })
      if (!still()) return
      detail.value = read
      problem.value = null
      const drawn = await api.runs.series({ run: name, bins: binsFor(read.durationMs) })
      if (still()) series.value = drawn
      const found = await drawnWitnesses(api, name, read.verdict?.checks ?? [])
      if (still()) witnesses.value = found
    } catch (error) {
      if (still()) problem.value = error instanceof Error ? error.message : String(error)
    }
  }

  /** Notes and tags alone: nothing else of a run changes once it has ended. */
  async function reread(): Promise<void> {
    const name = run.value
    if (name === undefined || detail.value === null) return
    if (detail.value.status === 'running') return load(name)
    try {
      const read = await api.runs.show({ run: name })
      if (run.value === name) detail.value = read
    } catch (error) {
      if (run.value === name) problem.value = error instanceof Error ? error.message : String(error)
    }
  }

  watch(
    run,
    (name) => {
      detail.value = series.value = problem.value = null
      witnesses.value = new Map()
      if (name !== undefined) void load(name)
    },
    { immediate: true },
  )
  onScopeDispose(api.on('runs.changed', () => void reread()))

  return { detail, series, witnesses, problem }
}

/** A witness that cannot be drawn is left to its sentence. */
async function drawnWitnesses(
  api: Api,
  run: string,
  checks: readonly CheckResult[],
): Promise<ReadonlyMap<string, DrawnWitness>> {
  const found = new Map<string, DrawnWitness>()
  for (const { name, witness } of checks) {
    if (witness === undefined) continue
    try {
      found.set(name, await api.runs.witness({ run, check: name }))
    } catch {
      continue
    }
  }
  return found
}
