/** The end of `faultline explore --shrink`: the first failing seed as a small drill in a file. */
import { relative } from 'node:path'
import type { Drill } from '../../../core/drills/drill.ts'
import { promiseName } from '../../../core/simulation/broken-promise.ts'
import type { Shrunk } from '../../../core/simulation/shrink.ts'
import { shrunkDrill } from '../../../core/simulation/shrunk-drill.ts'
import { shrunkStory } from '../../../core/simulation/shrunk-story.ts'
import { writeDrill } from '../../../core/drills/write-drill.ts'
import { LIBRARY } from '../../drill-files/load-drill.ts'
import type { ExploredSeeds } from '../../explorer/explore-seeds.ts'
import { shrinkSeed } from '../../explorer/shrink-seed.ts'
import { bar } from '../bar.ts'
import { count, counted, duration } from '../format.ts'
import { catchInterruption } from '../interruption.ts'
import { quoted } from '../quoted.ts'
import type { Terminal } from '../terminal.ts'
import { writeShrunkDrill } from './shrunk-drill-file.ts'

export interface ShrunkFile {
  readonly shrunk: Shrunk
  /** The seed of the drill that was shrunk. */
  readonly from: string
  readonly file: string
  /** As the file has it. */
  readonly schedule: unknown
}

interface ShrinkFlags {
  readonly workers?: number
  readonly out: string | undefined
}

/** Null where no seed failed in a way that a smaller drill could show. */
export async function shrinkFirst(
  drill: Drill,
  { failing }: ExploredSeeds,
  { workers, out }: ShrinkFlags,
  terminal: Terminal,
): Promise<ShrunkFile | null> {
  const first = failing.find(({ verdict }) => verdict === 'invalid')
  if (first === undefined) {
    terminal.say('There is nothing to shrink: no seed was invalid')
    return null
  }
  const interruption = catchInterruption()
  const progress = terminal.progress()
  let shrunk: Shrunk | null
  try {
    shrunk = await shrinkSeed({
      drill,
      seed: first.seed,
      ...(workers !== undefined && { workers }),
      signal: interruption.signal,
      onStep: (smallest, trialsMax) => {
        const done = bar(smallest.trials / trialsMax)
        progress.update(`${done}  shrinking: ${sizeOf(smallest)}, ${count(smallest.trials)} trials`)
      },
    })
  } finally {
    progress.end()
    interruption.release()
  }
  if (shrunk === null) {
    terminal.say(
      `Seed ${first.seed} cannot be shrunk: no check was broken, all was as expected, and it recovered`,
    )
    return null
  }
  if (interruption.signal.aborted) {
    terminal.say(`Interrupted: ${String(interruption.signal.reason)}; this is the smallest so far`)
  }
  const small = shrunkDrill(shrunk)
  const story = shrunkStory(shrunk, { drill: drill.name, seed: first.seed })
  const file = await writeShrunkDrill(small, story, out)
  const { schedule } = writeDrill(small, LIBRARY)
  return { shrunk, from: first.seed, file, schedule }
}

export function shrunkDocument({ shrunk, from, file }: ShrunkFile) {
  const { drill, seed, promise, faults, trials, greenOnCorrect } = shrunk
  const { nodes, release } = drill.system
  const { clients, durationMs } = drill.workload
  const size = { faults, nodes, clients, durationMs }
  return {
    file,
    from,
    seed,
    release,
    broken: promiseName(promise),
    ...size,
    trials,
    greenOnCorrect,
  }
}

export function printShrunk({ shrunk, from, file }: ShrunkFile, terminal: Terminal): void {
  const { promise, greenOnCorrect, trials } = shrunk
  const name = quoted(relative('', file))
  terminal.print(`Shrunk from seed ${from} in ${counted(trials, 'trial')}: ${sizeOf(shrunk)}`)
  terminal.print(`  breaks ${promiseName(promise)}; kept in ${name}`)
  terminal.print(`Run it simulated: faultline drill ${name} --simulate`)
  terminal.print(`Run it live:      faultline drill ${name}`)
  if (greenOnCorrect) {
    terminal.print(
      `Without the bug:  faultline drill ${name} --simulate --set system.release=correct`,
    )
  }
}

function sizeOf({ drill, faults }: Shrunk): string {
  const { clients, durationMs } = drill.workload
  const parts = [
    counted(faults, 'fault'),
    counted(drill.system.nodes, 'node'),
    counted(clients, 'client'),
    duration(durationMs),
  ]
  return parts.join(', ')
}
