/** What was typed, ordered and selected in the table of runs; it is there again on the way back. */
import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import type { ListedRun } from '../components/run-standing.ts'
import { searchRuns } from '../views/runs/search-runs.ts'
import { actedOn, keepWithin, NOTHING_SELECTED, type Selection } from '../views/runs/selection.ts'
import { NEWEST_FIRST, orderAfterClick, sortRuns } from '../views/runs/sort-runs.ts'
import { useRunsStore } from './runs-store.ts'

export const useRunsTableStore = defineStore('runs-table', () => {
  const list = useRunsStore()
  const typed = ref('')
  const order = shallowRef(NEWEST_FIRST)
  const selection = shallowRef<Selection>(NOTHING_SELECTED)

  const shown = computed(() => sortRuns(searchRuns(list.runs, typed.value), order.value))
  const names = computed(() => shown.value.map(({ name }) => name))
  const chosen = computed<readonly ListedRun[]>(() => {
    const acted = new Set(actedOn(selection.value, names.value))
    return shown.value.filter(({ name }) => acted.has(name))
  })

  watch(names, (now, before) => {
    selection.value = keepWithin(selection.value, before, now)
  })

  function orderBy(column: Parameters<typeof orderAfterClick>[1]): void {
    order.value = orderAfterClick(order.value, column)
  }

  return { typed, order, selection, shown, names, chosen, orderBy }
})
