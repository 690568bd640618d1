/** Opens the run of the address, or the newest one; says why where it cannot. */
import { ref, shallowRef, watch } from 'vue'
import type { RunDetail, RunSummary } from '../../../electron/ipc/shapes/runs.ts'
import type { TimelineHead } from '../../../electron/ipc/shapes/timeline.ts'
import { useApi } from '../../bridge/use-api.ts'
import type { ListedRun } from '../../components/run-standing.ts'
import { useProgramStore } from '../../stores/program-store.ts'

export type OpenedRun =
  | { readonly kind: 'opening'; readonly run: string | null }
  | { readonly kind: 'none' }
  | {
      readonly kind: 'refused'
      readonly run: string
      readonly sentence: string
      readonly detail: RunDetail | null
    }
  | { readonly kind: 'open'; readonly head: TimelineHead; readonly detail: RunDetail }

export function useOpenRun(wanted: () => string | undefined) {
  const api = useApi()
  const program = useProgramStore()
  const opened = shallowRef<OpenedRun>({ kind: 'opening', run: null })
  const attempt = ref(0)

  async function open(run: string, mine: number): Promise<void> {
    opened.value = { kind: 'opening', run }
    program.lookAt(run)
    let detail: RunDetail | null = null
    try {
      const [shown, head] = await Promise.all([
        api.runs.show({ run }).then((given) => (detail = given)),
        api.timeline.open({ run }),
      ])
      // A run that stays open on the other side has its head from when it was opened; notes are
      // written since.
      const fresh = { ...head, notes: shown.notes }
      if (mine === attempt.value) opened.value = { kind: 'open', head: fresh, detail: shown }
    } catch (error) {
      const sentence = error instanceof Error ? error.message : String(error)
      if (mine === attempt.value) opened.value = { kind: 'refused', run, sentence, detail }
    }
  }

  async function openNewest(mine: number): Promise<void> {
    opened.value = { kind: 'opening', run: null }
    const runs: readonly ListedRun[] = await api.runs.list({}).catch(() => [])
    if (mine !== attempt.value) return
    const sound = runs.filter((run): run is RunSummary => run.ok)
    const [newest] = [...sound].sort((left, right) => right.startedAt.localeCompare(left.startedAt))
    if (newest === undefined) opened.value = { kind: 'none' }
    else await open(newest.name, mine)
  }

  function reopen(): void {
    const run = wanted()
    const mine = ++attempt.value
    void (run === undefined || run === '' ? openNewest(mine) : open(run, mine))
  }

  watch(wanted, reopen, { immediate: true })
  return { opened, reopen }
}
