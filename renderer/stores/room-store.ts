/**
 * The drill that runs now, as the privileged side tells it. The store outlives the drill room's
 * view, so that HALT is right on every screen, and it is made whole again after a reload or a
 * broken connection. The long lists stand outside of deep reactivity: `version` counts changes.
 */
import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { Api, Responses } from '../../electron/ipc/contract.ts'
import type { Room, RoomNow, RoomStanding, RoomSummary } from '../../electron/ipc/shapes/room.ts'
import { tellDone } from '../components/toasts.ts'
import { acting, roomActions } from './room-actions.ts'
import { RoomHistory } from './room-history.ts'

export const useRoomStore = defineStore('room', () => {
  let api: Api | null = null
  const act = acting(() => api)
  const room = shallowRef<Room | null>(null)
  const now = shallowRef<RoomNow | null>(null)
  const history = new RoomHistory()
  /** Counts changes of `history`, which is not reactive itself. */
  const version = ref(0)
  const halting = ref(false)

  const standing = computed<RoomStanding['kind'] | null>(() => room.value?.standing.kind ?? null)
  const running = computed(() => standing.value === 'starting' || standing.value === 'running')
  const activeFaults = computed(() =>
    running.value ? (now.value?.faults ?? []).filter(({ undoneAtMs }) => undoneAtMs === null) : [],
  )

  /** Listens for as long as the page lives. */
  async function follow(given: Api): Promise<void> {
    api = given
    given.on('room.changed', take)
    given.on('room.summary', takeSummary)
    let first = true
    given.onConnection((connected) => {
      if (connected && !first) void reload()
      first = false
    })
    await reload()
  }

  async function reload(): Promise<void> {
    const state = await act((given) => given.room.state({}))
    if (state !== null) take(state)
  }

  function take(state: Room): void {
    room.value = state
    now.value = state.now
    history.replace(state)
    version.value++
  }

  function takeSummary(summary: RoomSummary): void {
    if (summary.run !== room.value?.run || !history.append(summary)) return void reload()
    now.value = summary.now
    version.value++
  }

  async function halt(): Promise<void> {
    halting.value = true
    const halted = await act((given) => given.room.halt({}))
    halting.value = false
    if (halted !== null) tellDone(haltedText(halted))
  }

  return {
    room,
    now,
    history,
    version,
    standing,
    running,
    halting,
    activeFaults,
    follow,
    halt,
    ...roomActions(act),
  }
})

function haltedText({ lifted, resumed, tookMs }: Responses['room.halt']): string {
  const resumedText = resumed > 0 ? `, ${resumed} resumed` : ''
  return `Halted: ${lifted} rules lifted${resumedText} in ${Math.round(tookMs)} ms`
}
