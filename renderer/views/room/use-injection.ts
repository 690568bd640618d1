/** Breaking things by hand: what is picked, and the faults that are asked for on it. */
import { computed, ref, shallowRef, watch } from 'vue'
import type { CatalogueFault } from '../../../electron/ipc/shapes/app.ts'
import { tellProblem } from '../../components/toasts.ts'
import { useProgramStore } from '../../stores/program-store.ts'
import { useRoomStore } from '../../stores/room-store.ts'
import type { ChosenLink } from '../../topology/cutting-stroke.ts'
import {
  isEmpty,
  NOTHING,
  selectionText,
  targetsFor,
  within,
  type Selection,
} from '../../topology/selection.ts'
import { faultEntry, type FaultField, type FieldValues } from './fault-fields.ts'
import { targetWords, type PaletteAct } from './fault-palette.ts'

export function useInjection(leaderless: () => boolean) {
  const room = useRoomStore()
  const program = useProgramStore()
  const selection = shallowRef<Selection>(NOTHING)
  const words = computed(() => targetWords(leaderless()))
  const otherwise = ref(words.value[0] ?? 'random')
  /** What the dialog is to show; null: it is closed. */
  const dialog = shallowRef<PaletteAct | null>(null)

  watch(
    () => [...(room.now?.nodes ?? []), ...(room.now?.clients ?? [])].map(({ name }) => name).join(),
    (names) => (selection.value = within(selection.value, new Set(names.split(',')))),
  )

  async function inject(
    fault: Pick<CatalogueFault, 'kind' | 'aims'>,
    fields: readonly FaultField[] = [],
    values: FieldValues = {},
    on: Selection = selection.value,
  ): Promise<void> {
    const aimed = targetsFor(fault.aims, on, otherwise.value)
    if (!aimed.ok) return tellProblem(aimed.problem)
    for (const target of aimed.targets) {
      await room.inject(faultEntry(fault.kind, target, fields, values))
    }
  }

  function act(asked: PaletteAct): void {
    if (asked.kind !== 'inject') {
      dialog.value = asked
      return
    }
    const fault = program.catalogue.faults.find(({ kind }) => kind === asked.fault)
    if (fault !== undefined) void inject(fault)
  }

  function cut(links: readonly ChosenLink[]): void {
    void inject({ kind: 'cut', aims: 'links' }, [], {}, { machines: [], links })
  }

  function targetText(fault: CatalogueFault): string {
    if (fault.aims === 'cluster') return 'the cluster'
    return isEmpty(selection.value) ? otherwise.value : selectionText(selection.value, '')
  }

  return { selection, words, otherwise, dialog, inject, act, cut, targetText }
}
