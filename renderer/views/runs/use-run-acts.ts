/** What can be done with the runs that are chosen in the table. */
import { computed } from 'vue'
import { useRouter } from 'vue-router'
import { useApi } from '../../bridge/use-api.ts'
import { confirm } from '../../components/confirm.ts'
import { counted } from '../../components/figures.ts'
import { tellDone, tellProblem } from '../../components/toasts.ts'
import { useRunsTableStore } from '../../stores/runs-table-store.ts'

/** As many as one call may name. */
const REMOVED_AT_ONCE = 10_000

export function useRunActs() {
  const api = useApi()
  const router = useRouter()
  const table = useRunsTableStore()

  const sound = computed(() => table.chosen.filter(({ ok }) => ok))
  const comparable = computed(() => {
    const [left, right, ...more] = sound.value
    return left !== undefined && right !== undefined && more.length === 0
  })

  function open(name: string | undefined = sound.value[0]?.name): void {
    const run = table.shown.find((one) => one.name === name)
    if (run === undefined) return
    if (run.ok) void router.push({ name: 'verdict', params: { run: run.name } })
    else tellProblem(`${run.name} cannot be opened: ${run.problem}`)
  }

  function lookAt(): void {
    const [run] = sound.value
    if (run !== undefined) void router.push({ name: 'timeline', params: { run: run.name } })
  }

  /** The older one left, so that a difference reads as what has changed. */
  function compare(): void {
    const [right, left] = sound.value.toSorted((one, other) =>
      one.ok && other.ok ? Date.parse(other.startedAt) - Date.parse(one.startedAt) : 0,
    )
    if (!comparable.value || left === undefined || right === undefined) return
    void router.push({ name: 'compare', params: { left: left.name, right: right.name } })
  }

  async function remove(): Promise<void> {
    const names = table.chosen.map(({ name }) => name).slice(0, REMOVED_AT_ONCE)
    const [first] = names
    if (first === undefined) return
    const what = names.length === 1 ? first : counted(names.length, 'run')
    const yes = await confirm({
      title: `Delete ${what}?`,
      text: 'The run files are removed from this computer, with their notes and tags. This cannot be undone.',
      act: names.length === 1 ? 'Delete' : `Delete ${counted(names.length, 'run')}`,
    })
    if (!yes) return
    try {
      const { removed } = await api.runs.remove({ runs: names })
      tellDone(`Deleted ${counted(removed, 'run')}.`)
    } catch (problem) {
      tellProblem(problem)
    }
  }

  return { sound, comparable, open, lookAt, compare, remove }
}
