/** What a person may do with seeds; a refusal is told, and answered with null. */
import { ref } from 'vue'
import type { Requests } from '../../electron/ipc/requests.ts'
import type { Act } from './room-actions.ts'

export function exploreActions(act: Act) {
  /** The seed that is being recorded. */
  const recording = ref<number | null>(null)

  /** The name of the run; null where it was refused. */
  async function record(seed: number): Promise<string | null> {
    recording.value = seed
    const recorded = await act((api) => api.explore.record({ seed }))
    recording.value = null
    return recorded?.run ?? null
  }

  return {
    recording,
    record,
    start: (request: Requests['explore.start']) => act((api) => api.explore.start(request)),
    stop: () => act((api) => api.explore.stop({})),
    shrink: (seed: number) => act((api) => api.explore.shrink({ seed })),
    stopShrinking: () => act((api) => api.explore.stopShrinking({})),
  }
}
