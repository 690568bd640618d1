/** The list of drills, read again whenever a file of them changed. */
import { onScopeDispose, ref, shallowRef } from 'vue'
import { useApi } from '../../bridge/use-api.ts'
import type { ListedDrill } from './drill-groups.ts'

export function useDrillList() {
  const api = useApi()
  /** Null until it was read once. */
  const drills = shallowRef<readonly ListedDrill[] | null>(null)
  const problem = ref<string | null>(null)

  async function read(): Promise<void> {
    try {
      drills.value = await api.drills.list({})
      problem.value = null
    } catch (error) {
      problem.value = error instanceof Error ? error.message : String(error)
    }
  }

  onScopeDispose(api.on('drills.changed', () => void read()))
  void read()
  return { drills, problem, read }
}
