/** What can be done with the runs that are chosen in the table. */
import { computed } from 'vue'
import { useRouter } from 'vue-router'
import { useApi } from '../../bridge/use-api.ts'
import { confirm } from '../../components/confirm.ts'
import { counted } from '../../components/figures.ts'
import { tellDone, tellProblem } from '../../components/toasts.ts'
import { useRunsStore } from '../../stores/runs-store.ts'
import { useRunsTableStore } from '../../stores/runs-table-store.ts'
import { comparedPair, parentOf } from './family.ts'

/** As many as one call may name. */
const REMOVED_AT_ONCE = 10_000

export function useRunActs() {
  const api = useApi()
  const router = useRouter()
  const list = useRunsStore()
  const table = useRunsTableStore()

  const sound = computed(() => table.chosen.filter((run) => run.ok))
  const pair = computed(() => comparedPair(sound.value, list.runs))
  const parent = computed(() => parentOf(sound.value, list.runs))

  function open(name: string | undefined = sound.value[0]?.name): void {
    const run = list.runs.find((one) => one.name === name)
    if (run === undefined) return
    if (run.ok) void router.push({ name: 'verdict', params: { run: run.name } })
    else tellProblem(`${run.name} cannot be opened: ${run.problem}`)
  }

  function lookAt(): void {
    const [run] = sound.value
    if (run !== undefined) void router.push({ name: 'timeline', params: { run: run.name } })
  }

  function compare(): void {
    if (pair.value !== null) void router.push({ name: 'compare', params: { ...pair.value } })
  }

  function openParent(): void {
    if (parent.value !== null) open(parent.value)
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

  return { sound, pair, parent, open, openParent, lookAt, compare, remove }
}
