/** The program that this page belongs to, and which run was looked at last. */
import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { Api } from '../../electron/ipc/contract.ts'
import type { Catalogue } from '../../electron/ipc/shapes/app.ts'

const CURRENT_RUN_KEY = 'faultline-current-run'

export const useProgramStore = defineStore('program', () => {
  const version = ref('')
  const firstStart = ref(false)
  const firstDrills = ref<readonly string[]>([])
  const catalogue = shallowRef<Catalogue>({ systems: [], faults: [], workloads: [], checkers: [] })
  const currentRun = ref<string | null>(sessionStorage.getItem(CURRENT_RUN_KEY))

  async function load(api: Api): Promise<void> {
    const hello = await api.app.hello({})
    version.value = hello.version
    firstStart.value = hello.firstStart
    firstDrills.value = hello.firstDrills
    catalogue.value = hello.catalogue
  }

  function lookAt(run: string): void {
    currentRun.value = run
    sessionStorage.setItem(CURRENT_RUN_KEY, run)
  }

  return { version, firstStart, firstDrills, catalogue, currentRun, load, lookAt }
})
