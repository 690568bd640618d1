/** Two runs as the library compares them. */
import { shallowRef, watch } from 'vue'
import type { RunComparison } from '../../../electron/ipc/shapes/runs.ts'
import { useApi } from '../../bridge/use-api.ts'

const BINS = 240

export function useComparison(sides: () => readonly [left: string, right: string]) {
  const api = useApi()
  const comparison = shallowRef<RunComparison | null>(null)
  /** Why the two could not be compared. */
  const problem = shallowRef<string | null>(null)

  async function load([left, right]: readonly [string, string]): Promise<void> {
    const still = (): boolean => sides()[0] === left && sides()[1] === right
    try {
      const compared = await api.runs.compare({ left, right, bins: BINS })
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
