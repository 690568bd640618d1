/** A fork from the playhead: what it is to change, how far it has come, and what became of it. */
import { computed, onScopeDispose, ref, shallowRef } from 'vue'
import { useRouter } from 'vue-router'
import type { Forking } from '../../../electron/ipc/shapes/runs.ts'
import { tellDone } from '../../components/toasts.ts'
import { openFaults, type FaultEntry } from '../../timeline/fork-faults.ts'
import type { Session } from './session.ts'

export function useFork({ api, head, playheadUs }: Session) {
  const router = useRouter()
  const atUs = ref(0)
  const leftOut = ref<readonly string[]>([])
  const added = shallowRef<readonly FaultEntry[]>([])
  const seed = ref('')
  /** Why it could not be made. */
  const problem = ref<string | null>(null)
  const running = ref(false)
  const progress = shallowRef<Forking | null>(null)
  const faults = computed(() => openFaults(head, atUs.value))
  const unchanged = computed(
    () => leftOut.value.length === 0 && added.value.length === 0 && seed.value.trim() === '',
  )
  let wanted = true

  onScopeDispose(
    api.on('runs.forking', (told) => {
      if (running.value && told.run === head.run) progress.value = told
    }),
  )

  /** Anew, from where the playhead is now. */
  function begin(): void {
    atUs.value = Math.max(playheadUs.value, head.workloadFromUs)
    leftOut.value = []
    added.value = []
    seed.value = ''
    problem.value = null
  }

  function keep(id: string, kept: boolean): void {
    const others = leftOut.value.filter((other) => other !== id)
    leftOut.value = kept ? others : [...others, id]
  }

  /** True when it was made; the way leads to its verdict then. */
  async function make(): Promise<boolean> {
    running.value = wanted = true
    problem.value = progress.value = null
    try {
      const { run } = await api.runs.fork({
        run: head.run,
        atMs: Math.floor((atUs.value - head.workloadFromUs) / 1000),
        without: [...leftOut.value],
        with: [...added.value],
        ...(seed.value.trim() !== '' && { seed: seed.value.trim() }),
      })
      tellDone(`Forked into ${run}.`)
      await router.push({ name: 'verdict', params: { run } })
      return true
    } catch (error) {
      if (wanted) problem.value = error instanceof Error ? error.message : String(error)
      return false
    } finally {
      running.value = false
    }
  }

  async function stop(): Promise<void> {
    if (!running.value) return
    wanted = false
    await api.runs.stopFork({})
  }

  return {
    ...{ atUs, leftOut, added, seed, problem, running, progress, faults, unchanged },
    ...{ begin, keep, make, stop },
  }
}

export type Fork = ReturnType<typeof useFork>
