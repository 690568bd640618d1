/** The command line that runs one seed of an exploration, up to the seed. */
import { join } from 'node:path'
import type { Requests } from '../../ipc/requests.ts'
import { quoted } from '../../cli/quoted.ts'
import type { ConsolePlaces } from '../part.ts'

/** `faultline drill stale-read --simulate --mutant local-reads --seed`. */
export function commandUpToSeed(
  { drill, mutant, overrides }: Requests['explore.start'],
  places: ConsolePlaces,
): string {
  const { name, origin } = drill
  const nameOrFile = origin === 'own' ? join(places.drills, `${name}.yaml`) : name
  const words = ['faultline', 'drill', nameOrFile, '--simulate']
  if (mutant !== undefined) words.push('--mutant', mutant)
  for (const override of overrides) words.push('--set', override)
  return [...words, '--seed'].map(quoted).join(' ')
}
