/** The commands of a drill that runs, beside those that every screen has. */
import type { Ref } from 'vue'
import type { Command } from '../../app/commands.ts'
import {
  isEmpty,
  NOTHING,
  pickLinksBetween,
  turnLinks,
  type Selection,
} from '../../topology/selection.ts'
import { PALETTE, type PaletteAct } from './fault-palette.ts'

export interface LiveCommandOptions {
  readonly running: () => boolean
  /** Faults are taken now. */
  readonly breakable: () => boolean
  readonly paused: () => boolean
  /** There is a schedule to pause. */
  readonly scheduled: () => boolean
  readonly dialogOpen: () => boolean
  readonly selection: Ref<Selection>
  readonly hasFaults: () => boolean
  readonly act: (act: PaletteAct) => void
  readonly undoNewest: () => void
  readonly pause: () => void
  readonly abort: () => void
  /** It has ended, and may be staged again. */
  readonly over: () => boolean
  readonly again: () => void
  readonly show: (tab: 'operations' | 'log') => void
}

export function liveCommands(options: LiveCommandOptions): readonly Command[] {
  const { selection } = options
  const running = (): boolean => options.running() && !options.dialogOpen()
  const picked = (): boolean => !options.dialogOpen() && !isEmpty(selection.value)
  return [
    ...faultCommands(options),
    {
      title: 'Undo the newest fault',
      group: 'Drill',
      keys: 'U',
      enabled: () => running() && options.hasFaults(),
      run: options.undoNewest,
    },
    {
      title: options.paused() ? 'Resume the schedule' : 'Pause the schedule',
      group: 'Drill',
      keys: 'Space',
      enabled: () => running() && options.scheduled(),
      run: options.pause,
    },
    {
      title: 'Abort the drill',
      group: 'Drill',
      keys: 'Shift+A',
      enabled: running,
      run: options.abort,
    },
    {
      title: 'Pick the links between the picked machines',
      group: 'Pick',
      keys: 'B',
      enabled: () => !options.dialogOpen() && selection.value.machines.length > 1,
      run: () => (selection.value = pickLinksBetween(selection.value)),
    },
    {
      title: 'Turn the picked links: both ways, one way, the other',
      group: 'Pick',
      keys: 'R',
      enabled: () => !options.dialogOpen() && selection.value.links.length > 0,
      run: () => (selection.value = turnLinks(selection.value)),
    },
    {
      title: 'Pick nothing',
      group: 'Pick',
      keys: 'Escape',
      enabled: picked,
      run: () => (selection.value = NOTHING),
    },
    {
      title: 'Show the operations',
      group: 'Drill',
      keys: 'O',
      run: () => options.show('operations'),
    },
    { title: 'Show the log', group: 'Drill', keys: 'G', run: () => options.show('log') },
    {
      title: 'Run this drill again',
      group: 'Drill',
      keys: 'R',
      enabled: () => !options.running() && options.over(),
      run: options.again,
    },
  ]
}

function faultCommands({ act, breakable, dialogOpen }: LiveCommandOptions): readonly Command[] {
  return PALETTE.map((entry) => ({
    title: PALETTE_TITLES[entry.title] ?? entry.title,
    group: 'Inject',
    keys: entry.keys,
    enabled: () => breakable() && !dialogOpen(),
    run: () => act(entry.act),
  }))
}

const PALETTE_TITLES: { readonly [title: string]: string } = {
  Delay: 'Delay links…',
  Loss: 'Lose messages…',
  Clock: 'A fault of clocks…',
  Disk: 'A fault of disks…',
  More: 'Any fault…',
}
