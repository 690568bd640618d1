/** The list of runs, as the library has it; read again whenever the library says it changed. */
import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { Api } from '../../electron/ipc/contract.ts'
import type { ListedRun } from '../components/run-standing.ts'

export const useRunsStore = defineStore('runs', () => {
  const runs = shallowRef<readonly ListedRun[]>([])
  const loaded = ref(false)
  /** Why the list could not be read. */
  const problem = ref<string | null>(null)
  let api: Api | null = null
  let reading = false
  let again = false

  /** Listens for as long as the page lives; a second call changes nothing. */
  function follow(given: Api): void {
    if (api !== null) return
    api = given
    given.on('runs.changed', () => void read())
    given.on('room.changed', () => void read())
    given.onConnection((connected) => {
      if (connected) void read()
    })
    void read()
  }

  /** Changes that come while the list is read are answered by one more reading. */
  async function read(): Promise<void> {
    if (api === null) return
    again = true
    if (reading) return
    reading = true
    try {
      while (again) {
        again = false
        runs.value = await api.runs.list({})
        problem.value = null
      }
    } catch (error) {
      problem.value = error instanceof Error ? error.message : String(error)
    } finally {
      reading = false
      loaded.value = true
    }
  }

  return { runs, loaded, problem, follow, read }
})
