/** Two runs as the library compares them. */
import { shallowRef, watch } from 'vue'
import type { ComparedRun, RunComparison } from '../../../electron/ipc/shapes/runs.ts'
import type { Api } from '../../../electron/ipc/contract.ts'
import { useApi } from '../../bridge/use-api.ts'
import { BINS_MOST, binsLike, SLOT_LEAST_MS } from '../../series/slots.ts'

export function useComparison(sides: () => readonly [left: string, right: string]) {
  const api = useApi()
  const comparison = shallowRef<RunComparison | null>(null)
  /** Why the two could not be compared. */
  const problem = shallowRef<string | null>(null)

  async function load([left, right]: readonly [string, string]): Promise<void> {
    const still = (): boolean => sides()[0] === left && sides()[1] === right
    try {
      const compared = await withEqualSlots(
        api,
        await api.runs.compare({ left, right, bins: BINS_MOST }),
      )
      if (!still()) return
      comparison.value = compared
      problem.value = null
    } catch (error) {
      if (!still()) return
      comparison.value = null
      problem.value = error instanceof Error ? error.message : String(error)
    }
  }

  watch(sides, load, { immediate: true })
  return { comparison, problem }
}

/** The shorter run is read again in slots of the longer one: finer ones would only be noisier. */
async function withEqualSlots(api: Api, compared: RunComparison): Promise<RunComparison> {
  const { left, right } = compared
  const slotMs = Math.max(left.series.slotMs, right.series.slotMs, SLOT_LEAST_MS)
  const equal = async ({ detail, series }: ComparedRun): Promise<ComparedRun> => {
    const bins = binsLike(series, slotMs)
    if (bins === series.ok.length) return { detail, series }
    return { detail, series: await api.runs.series({ run: detail.name, bins }) }
  }
  return { ...compared, left: await equal(left), right: await equal(right) }
}
