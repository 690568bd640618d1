/** What could have caused the selected event, where somebody wants to see it. */
import { ref, shallowRef, type ShallowRef } from 'vue'
import type { Api } from '../../../electron/ipc/contract.ts'
import type { Cone, EventDetail } from '../../../electron/ipc/shapes/timeline.ts'

export function useCone(api: Api, run: string, selected: ShallowRef<EventDetail | null>) {
  const cone = shallowRef<Cone | null>(null)
  const coneWanted = ref(false)

  /** Leaves the cone as it is where nobody wants one, or another event was selected meanwhile. */
  async function fetchCone(): Promise<void> {
    const event = selected.value?.event
    if (event === undefined || !coneWanted.value) return
    const found = await api.timeline.cone({ run, event })
    if (coneWanted.value && selected.value?.event === event) cone.value = found
  }

  return { cone, coneWanted, fetchCone }
}
