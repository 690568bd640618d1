/** One drill file in the editor: read, changed, saved under its name, removed. */
import { computed, ref, watch } from 'vue'
import type { DrillOrigin } from '../../../../electron/ipc/shapes/drills.ts'
import { useApi } from '../../../bridge/use-api.ts'
import { tellDone, tellProblem } from '../../../components/toasts.ts'
import { newDrillSource } from '../drill-source.ts'
import { mayWriteOver } from './may-write-over.ts'

export interface DrillFileAddress {
  readonly origin: DrillOrigin
  readonly name: string
  /** It is not there yet: it begins from a template. */
  readonly isNew: boolean
}

export function useDrillFile(address: () => DrillFileAddress) {
  const api = useApi()
  /** Null until it was read. */
  const text = ref<string | null>(null)
  /** What the file says; null where there is none. */
  const saved = ref<string | null>(null)
  /** As it was opened or saved last. */
  const opened = ref<string | null>(null)
  const problem = ref<string | null>(null)
  /** Counts texts that come from the file rather than from the keyboard. */
  const generation = ref(0)
  /** A template that nobody touched is not saved either, but nothing is lost with it. */
  const unsaved = computed(() => text.value !== saved.value)
  const touched = computed(() => unsaved.value && text.value !== opened.value)

  async function open(): Promise<void> {
    const { origin, name, isNew } = address()
    try {
      const source = isNew ? null : (await api.drills.read({ name, origin })).source
      if (name !== address().name) return
      saved.value = source
      problem.value = null
      opened.value = source ?? newDrillSource(name)
      if (text.value === opened.value) return
      text.value = opened.value
      generation.value++
    } catch (error) {
      if (name !== address().name) return
      text.value = saved.value = opened.value = null
      problem.value = error instanceof Error ? error.message : String(error)
    }
  }

  /** False where it was refused or thought better of. */
  async function save(name: string, own: boolean): Promise<boolean> {
    const source = text.value
    if (source === null) return false
    try {
      const overwrite = own && (await mayWriteOver(api, name, saved.value))
      if (overwrite === null) return false
      const result = await api.drills.save({ name, source, overwrite })
      saved.value = source
      opened.value = source
      tellDone(result.ok ? `Saved ${name}` : `Saved ${name}, with its mistakes`)
      return true
    } catch (error) {
      tellProblem(error)
      return false
    }
  }

  async function remove(name: string): Promise<boolean> {
    try {
      await api.drills.remove({ name })
      saved.value = null
      opened.value = text.value
      tellDone(`Deleted ${name}`)
      return true
    } catch (error) {
      tellProblem(error)
      return false
    }
  }

  watch(
    () => {
      const { origin, name } = address()
      return `${origin}/${name}`
    },
    () => void open(),
    { immediate: true },
  )
  return { text, saved, problem, generation, unsaved, touched, save, remove }
}
