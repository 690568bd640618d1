/** What the selected event did: how it changed its machine, and what it asked for. */
import { shallowRef, watch, type ShallowRef } from 'vue'
import type { Api } from '../../../electron/ipc/contract.ts'
import type { EventDetail, Replaying, StateChange } from '../../../electron/ipc/shapes/timeline.ts'
import { LatestOnly } from '../../timeline/latest-only.ts'

export type ToldChange =
  | StateChange
  /** Until it is known. */
  | Replaying
  | { readonly kind: 'asked' }

export function useChange(api: Api, run: string, selected: ShallowRef<EventDetail | null>) {
  const change = shallowRef<ToldChange>({ kind: 'asked' })
  /** Null until they are known. */
  const effects = shallowRef<readonly unknown[] | null>(null)

  const changes = new LatestOnly<number>(async (event) => {
    do change.value = await changeBy(event)
    while (change.value.kind === 'replaying' && !changes.overtaken && isSelected(event))
  })
  const effectsAsked = new LatestOnly<number>(async (event) => {
    // An event is worth seeing also where its effects cannot be told.
    const asked = await api.timeline.effects({ run, event }).catch(() => ({ effects: [] }))
    if (isSelected(event)) effects.value = asked.effects
  })

  async function changeBy(event: number): Promise<StateChange | Replaying> {
    try {
      return await api.timeline.change({ run, event })
    } catch (error) {
      return { kind: 'unknown', reason: error instanceof Error ? error.message : String(error) }
    }
  }

  function isSelected(event: number): boolean {
    return selected.value?.event === event
  }

  watch(selected, (now, before) => {
    if (now === null || now.event === before?.event) return
    change.value = { kind: 'asked' }
    effects.value = null
    void changes.ask(now.event)
    void effectsAsked.ask(now.event)
  })

  return { change, effects }
}

export type Changes = ReturnType<typeof useChange>
