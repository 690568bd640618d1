/**
 * The exploration of many seeds, as the privileged side tells it, and what a person chose and looks
 * at. It outlives the view, and is made whole again after a reload or a broken connection. The
 * seeds themselves stand outside of reactivity: `version` counts changes of `book`.
 */
import { defineStore } from 'pinia'
import { computed, markRaw, ref, shallowRef } from 'vue'
import type { Api } from '../../electron/ipc/contract.ts'
import type {
  Exploration,
  ExplorationNow,
  ExplorationSummary,
} from '../../electron/ipc/shapes/explore.ts'
import {
  FIRST_SETTINGS,
  settingsOf,
  type ExploreSettings,
} from '../views/explore/explore-settings.ts'
import { isGoingOn } from '../views/explore/progress.ts'
import { SeedBook } from '../views/explore/seed-book.ts'
import { exploreActions } from './explore-actions.ts'
import { acting } from './room-actions.ts'

export const useExploreStore = defineStore('explore', () => {
  let api: Api | null = null
  const act = acting(() => api)
  const exploration = shallowRef<Exploration | null>(null)
  const now = shallowRef<ExplorationNow | null>(null)
  const book = markRaw(new SeedBook())
  const version = ref(0)
  const settings = shallowRef<ExploreSettings>(FIRST_SETTINGS)
  /** The seed that is looked at. */
  const seed = ref<number | null>(null)

  const goesOn = computed(() => now.value !== null && isGoingOn(now.value.standing))
  const shrinks = computed(() => {
    const kind = now.value?.shrinking?.standing.kind
    return kind === 'shrinking' || kind === 'waiting'
  })

  /** Listens for as long as the page lives. */
  async function follow(given: Api): Promise<void> {
    api = given
    given.on('explore.changed', take)
    given.on('explore.summary', takeSummary)
    let first = true
    given.onConnection((connected) => {
      if (connected && !first) void reload()
      first = false
    })
    await reload()
    if (exploration.value !== null) settings.value = settingsOf(exploration.value)
  }

  async function reload(): Promise<void> {
    const state = await act((given) => given.explore.state({}))
    if (state !== null) take(state)
  }

  function take(state: Exploration): void {
    if (state.id !== exploration.value?.id) seed.value = null
    exploration.value = state
    now.value = state.now
    book.replace(state, state.results)
    lookAtFirst()
    version.value++
  }

  function takeSummary(summary: ExplorationSummary): void {
    if (summary.id !== exploration.value?.id || !book.append(summary.results)) return void reload()
    now.value = summary.now
    lookAtFirst()
    version.value++
  }

  /** The first seed that fails is looked at, unless the person looks at one. */
  function lookAtFirst(): void {
    seed.value ??= book.failing[0]?.seed ?? null
  }

  return {
    exploration,
    now,
    book,
    version,
    settings,
    seed,
    goesOn,
    shrinks,
    follow,
    ...exploreActions(act),
  }
})
