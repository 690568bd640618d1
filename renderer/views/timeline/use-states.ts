/** The state of every machine at the playhead, as replay tells it; always that of the latest one. */
import { computed, shallowRef, watch, type Ref } from 'vue'
import type { Api } from '../../../electron/ipc/contract.ts'
import type { StatesAt, TimelineHead } from '../../../electron/ipc/shapes/timeline.ts'
import { LatestOnly } from '../../timeline/latest-only.ts'
import { stateRows } from '../../timeline/machine-state.ts'

/** How far a replay has come of what is wanted, microseconds since the run began. */
export interface ReplayProgress {
  readonly replayedUs: number
  readonly wantedUs: number
}

export function useStates(api: Api, head: TimelineHead, playheadUs: Ref<number>) {
  const states = shallowRef<StatesAt | null>(null)
  const problem = shallowRef<string | null>(null)
  /** Null where the states are there, or will be in a moment. */
  const replaying = shallowRef<ReplayProgress | null>(null)
  const rows = computed(() => stateRows(states.value?.machines ?? []))

  const asked = new LatestOnly<number>(async (atUs) => {
    try {
      for (;;) {
        const answer = await api.timeline.states({ run: head.run, atUs })
        if (answer.kind === 'states') {
          states.value = answer
          replaying.value = null
          break
        }
        replaying.value = { replayedUs: answer.replayedUs, wantedUs: atUs }
        if (asked.overtaken) return
      }
      problem.value = null
    } catch (error) {
      replaying.value = null
      problem.value = error instanceof Error ? error.message : String(error)
    }
  })

  watch(playheadUs, (atUs) => void asked.ask(Math.max(0, atUs)), { immediate: true })

  return { states, rows, problem, replaying }
}

export type States = ReturnType<typeof useStates>
