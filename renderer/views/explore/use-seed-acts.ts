/** What can be done with the seed that is looked at. */
import { computed, type ComputedRef } from 'vue'
import { useRouter } from 'vue-router'
import { tellDone, tellProblem } from '../../components/toasts.ts'
import { useExploreStore } from '../../stores/explore-store.ts'

export interface SeedActs {
  readonly mayRecord: ComputedRef<boolean>
  readonly mayShrink: ComputedRef<boolean>
  record(): Promise<void>
  shrink(): Promise<void>
  copy(): Promise<void>
}

export function useSeedActs(): SeedActs {
  const store = useExploreStore()
  const router = useRouter()

  const explored = computed(() => {
    void store.version
    return store.seed !== null && store.book.markAt(store.book.indexOf(store.seed)) !== 'waiting'
  })
  const mayRecord = computed(() => explored.value && store.recording === null)
  const mayShrink = computed(() => {
    void store.version
    return store.seed !== null && store.book.failureOf(store.seed) !== null && !store.shrinks
  })

  /** Where the person went on to another screen meanwhile, the run is only told of. */
  async function record(): Promise<void> {
    if (!mayRecord.value || store.seed === null) return
    const { seed } = store
    const run = await store.record(seed)
    if (run === null) return
    if (router.currentRoute.value.name === 'explore') {
      await router.push({ name: 'verdict', params: { run } })
    } else tellDone(`Seed ${seed} is recorded as ${run}.`)
  }

  async function shrink(): Promise<void> {
    if (mayShrink.value && store.seed !== null) await store.shrink(store.seed)
  }

  async function copy(): Promise<void> {
    const { exploration, seed } = store
    if (exploration === null || seed === null) return
    try {
      await navigator.clipboard.writeText(`${exploration.command} ${seed}`)
      tellDone(`Copied: ${exploration.command} ${seed}`)
    } catch (problem) {
      tellProblem(problem)
    }
  }

  return { mayRecord, mayShrink, record, shrink, copy }
}
