/** A shrunk failure as a drill that tells its story and can be run by anybody. */
import type { Drill, FaultChoice } from '../drills/drill.ts'
import { CORRECT } from '../runtime/spec.ts'
import { promiseName, promiseSentence } from './broken-promise.ts'
import type { Shrunk } from './shrink.ts'

const NAME_LENGTH_MAX = 64

/** With its seed and its release written down, and a name of its own. */
export function shrunkDrill({ drill, seed, promise, greenOnCorrect }: Shrunk): Drill {
  const { release } = drill.system
  const bug = release === CORRECT ? 'seed' : release
  const kept = promiseSentence(promise, drill)
  const without = greenOnCorrect ? ` on the correct core, and not with ${release}` : ''
  return {
    ...drill,
    name: nameOf([drill.name, bug, release === CORRECT ? seed : promiseName(promise)]),
    hypothesis: `${kept}${without}.`,
    tags: [...new Set([...drill.tags, 'shrunk'])],
    schedule: withoutNames(drill.schedule),
    seed,
  }
}

/** Recorded faults have names, which mean something to nobody where nothing undoes them by name. */
function withoutNames(schedule: Drill['schedule']): Drill['schedule'] {
  if (schedule.some((entry) => 'undo' in entry)) return schedule
  return schedule.map((entry) => {
    if ('undo' in entry) return entry
    const fault: { -readonly [Key in keyof FaultChoice]: FaultChoice[Key] } = { ...entry.fault }
    delete fault.name
    return { atMs: entry.atMs, fault }
  })
}

/** Cut to what a drill may be called. */
function nameOf(words: readonly string[]): string {
  const name = words
    .join('-')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
  return name.slice(0, NAME_LENGTH_MAX).replace(/-+$/, '')
}
