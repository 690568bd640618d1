/** A shrunk failure as a drill that tells its story and can be run by anybody. */
import type { Drill } from '../drills/drill.ts'
import { CORRECT } from '../runtime/spec.ts'
import type { Shrunk } from './shrink.ts'

const NAME_LENGTH_MAX = 64

/** With its seed and its release written down, and a name of its own. */
export function shrunkDrill({ drill, seed, promise, greenOnCorrect }: Shrunk): Drill {
  const { release } = drill.system
  const broken = promise.kind === 'check' ? promise.name : 'recovery'
  const bug = release === CORRECT ? 'seed' : release
  const kept =
    promise.kind === 'check' ? `The promise ${promise.name} is kept` : 'The system recovers'
  const without = greenOnCorrect ? `; with ${release} it is not, on the correct core it is` : ''
  return {
    ...drill,
    name: nameOf([drill.name, bug, release === CORRECT ? seed : broken]),
    hypothesis: `${kept}${without}.`,
    tags: [...new Set([...drill.tags, 'shrunk'])],
    seed,
  }
}

/** Cut to what a drill may be called. */
function nameOf(words: readonly string[]): string {
  const name = words
    .join('-')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
  return name.slice(0, NAME_LENGTH_MAX).replace(/-+$/, '')
}
