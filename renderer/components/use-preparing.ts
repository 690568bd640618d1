/**
 * How far the timeline of a run is made, while it is being made; null otherwise. Of one that is
 * there in a moment nothing is told: it would only flash.
 */
import { onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue'
import type { Preparing } from '../../electron/ipc/shapes/runs.ts'
import { useApi } from '../bridge/use-api.ts'

const TOLD_AFTER_MS = 400

export function usePreparing(run: () => string | null): Readonly<ShallowRef<Preparing | null>> {
  const preparing = shallowRef<Preparing | null>(null)
  let firstMs: number | null = null
  onScopeDispose(
    useApi().on('runs.preparing', (told) => {
      if (told.run !== run()) return
      firstMs = told.share === null ? null : (firstMs ?? performance.now())
      const worthTelling = firstMs !== null && performance.now() - firstMs >= TOLD_AFTER_MS
      preparing.value = told.waits || worthTelling ? told : null
    }),
  )
  watch(run, () => {
    preparing.value = null
    firstMs = null
  })
  return preparing
}
