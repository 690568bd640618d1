/** The state of every machine at the playhead, as replay tells it; always that of the latest one. */
import { computed, shallowRef, watch, type Ref } from 'vue'
import type { Api } from '../../../electron/ipc/contract.ts'
import type { StatesAt, TimelineHead } from '../../../electron/ipc/shapes/timeline.ts'
import { LatestOnly } from '../../timeline/latest-only.ts'
import { stateRows } from '../../timeline/machine-state.ts'

export function useStates(api: Api, head: TimelineHead, playheadUs: Ref<number>) {
  const states = shallowRef<StatesAt | null>(null)
  const problem = shallowRef<string | null>(null)
  const rows = computed(() => stateRows(states.value?.machines ?? []))

  const asked = new LatestOnly<number>(async (atUs) => {
    try {
      states.value = await api.timeline.states({ run: head.run, atUs })
      problem.value = null
    } catch (error) {
      problem.value = error instanceof Error ? error.message : String(error)
    }
  })

  watch(playheadUs, (atUs) => asked.ask(Math.max(0, atUs)), { immediate: true })

  return { states, rows, problem }
}

export type States = ReturnType<typeof useStates>
