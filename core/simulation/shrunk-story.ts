/** A shrunk failure in sentences, for the top of its file. */
import { brokenSentence } from './broken-promise.ts'
import type { Shrunk } from './shrink.ts'

export interface ShrunkOrigin {
  /** The name of the drill, and the seed under which it failed. */
  readonly drill: string
  readonly seed: string
}

/** One sentence a line. */
export function shrunkStory(shrunk: Shrunk, origin: ShrunkOrigin): readonly string[] {
  const { drill, seed, promise, faults, greenOnCorrect } = shrunk
  const { release, nodes } = drill.system
  return [
    `Shrunk from ${origin.drill} under seed ${origin.seed}: ${told(faults, 'fault')}, ${told(nodes, 'node')}.`,
    `With the release ${release} and seed ${seed}, in the simulator, ${brokenSentence(promise, drill)}.`,
    ...(greenOnCorrect ? ['On the correct core the same drill is valid.'] : []),
  ]
}

function told(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
