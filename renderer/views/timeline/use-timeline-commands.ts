/** What the keyboard does on the timeline. */
import { useCommands, type Command } from '../../app/commands.ts'
import type { Session } from './session.ts'

const GROUP = 'Timeline'
const ZOOM_STEP = 0.6
/** Where the keyboard goes to write. */
export const SEARCH_FIELD = 'timeline-search'
export const NOTE_FIELD = 'timeline-note'

export function useTimelineCommands(session: Session): void {
  useCommands(() => [
    ...jumps(session),
    ...moves(session),
    ...views(session),
    {
      title: 'Search events',
      group: GROUP,
      keys: '/',
      run: () => document.getElementById(SEARCH_FIELD)?.focus(),
    },
    {
      title: 'Write a note at the playhead',
      group: GROUP,
      keys: 'B',
      run: () => document.getElementById(NOTE_FIELD)?.focus(),
    },
  ])
}

type Marks = () => readonly { readonly atUs: number }[]

function jumps({ head, jump, jumpToViolation, notes }: Session): readonly Command[] {
  const faults: Marks = () => head.faults.map(({ fromUs }) => ({ atUs: fromUs }))
  const placed: Marks = () =>
    notes.notes.value.flatMap(({ atUs }) => (atUs === null ? [] : [{ atUs }]))
  return [
    {
      title: 'Next violation',
      group: GROUP,
      keys: 'J',
      enabled: () => head.violations.length > 0,
      run: jumpToViolation,
    },
    ...both('election', 'E', () => head.elections),
    ...both('fault', 'F', faults),
    ...both('note', 'N', placed),
  ]

  function both(what: string, keys: string, marks: Marks): readonly Command[] {
    const enabled = (): boolean => marks().length > 0
    const next = { title: `Next ${what}`, group: GROUP, keys, enabled }
    const previous = { title: `Previous ${what}`, group: GROUP, keys: `Shift+${keys}`, enabled }
    return [
      { ...next, run: () => jump(marks(), 'forward') },
      { ...previous, run: () => jump(marks(), 'backward') },
    ]
  }
}

function moves({ head, goTo, playing, selection, step }: Session): readonly Command[] {
  const { moveLane, toggleCone, clear, selected } = selection
  return [
    held('Next event of all lanes', '.', () => void step('forward', 'run')),
    held('Previous event of all lanes', ',', () => void step('backward', 'run')),
    held('Next event of the lane', 'ArrowRight', () => void step('forward', 'lane')),
    held('Previous event of the lane', 'ArrowLeft', () => void step('backward', 'lane')),
    command('Lane below', 'ArrowDown', () => moveLane(1)),
    command('Lane above', 'ArrowUp', () => moveLane(-1)),
    command('Start of the run', 'Home', () => goTo(0)),
    command('End of the run', 'End', () => goTo(head.durationUs)),
    command('Cause of the selected event', 'C', toggleCone),
    command('Play or stop the scrubber', 'Space', () => (playing.value = !playing.value)),
    {
      ...command('Select nothing', 'Escape', clear),
      enabled: () => selected.value !== null,
    },
  ]
}

function views({ zoom, showWhole, together }: Session): readonly Command[] {
  return [
    command('Zoom in', '+', () => zoom(ZOOM_STEP)),
    // Where plus needs Shift, the key without it serves too.
    command('Zoom in on the playhead', '=', () => zoom(ZOOM_STEP)),
    command('Zoom out', '-', () => zoom(1 / ZOOM_STEP)),
    command('Show the whole run', '0', showWhole),
    command('All clients in one row, or each in its own', 'G', () => {
      together.value = !together.value
    }),
  ]
}

function held(title: string, keys: string, run: () => void): Command {
  return { ...command(title, keys, run), repeats: true }
}

function command(title: string, keys: string, run: () => void): Command {
  return { title, group: GROUP, keys, run }
}
