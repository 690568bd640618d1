/** The drills that there are, the one that was chosen, and the start of an exploration. */
import { computed, ref, watch } from 'vue'
import type { DrillLine } from '../../../electron/ipc/shapes/drills.ts'
import { tellProblem } from '../../components/toasts.ts'
import { useExploreStore } from '../../stores/explore-store.ts'
import { keyOf } from '../drills/drill-groups.ts'
import { useDrillList } from '../drills/use-drill-list.ts'
import {
  exploreRequest,
  problemsOf,
  settingsFor,
  type ExploreSettings,
} from './explore-settings.ts'

/** What a person begins with: everything at random, on a core that should hold. */
const FIRST_DRILL = 'library/random-faults'
/** A bug that everybody understands, found within seconds. */
const STALE_READ = { drill: 'library/stale-read', release: 'local-reads', toSeed: '200' }

export function useExploreStart() {
  const store = useExploreStore()
  const { drills: listed, problem, read } = useDrillList()
  const starting = ref(false)

  const drills = computed(() =>
    (listed.value ?? []).flatMap((drill): readonly DrillLine[] => (drill.ok ? [drill] : [])),
  )
  const drill = computed(() => byKey(store.settings.drill))
  const problems = computed(() => problemsOf(store.settings))
  const ready = computed(
    () =>
      drill.value !== null &&
      !starting.value &&
      !store.goesOn &&
      !store.shrinks &&
      Object.keys(problems.value).length === 0,
  )

  watch(drills, () => {
    if (drill.value === null) choose(byKey(FIRST_DRILL) ?? drills.value[0] ?? null)
  })

  function byKey(key: string): DrillLine | null {
    return drills.value.find((one) => keyOf(one) === key) ?? null
  }

  function choose(chosen: DrillLine | null): void {
    if (chosen !== null) store.settings = settingsFor(store.settings, chosen)
  }

  async function start(): Promise<void> {
    if (!ready.value || drill.value === null) return
    starting.value = true
    const started = await store.start(exploreRequest(drill.value, store.settings))
    starting.value = false
    if (started === null || started.ok) return
    for (const { message, expected } of started.errors.slice(0, 2)) {
      tellProblem(expected === '' ? message : `${message}; expected ${expected}`)
    }
  }

  /** One click from nothing to a failing seed. */
  async function findStaleRead(): Promise<void> {
    const { drill: key, release, toSeed } = STALE_READ
    choose(byKey(key))
    const asked: Partial<ExploreSettings> = { release, fromSeed: '1', toSeed }
    store.settings = { ...store.settings, ...asked }
    await start()
  }

  return { drills, drill, problem, problems, ready, read, choose, start, findStaleRead }
}
