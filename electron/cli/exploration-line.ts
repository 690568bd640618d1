/** The live line of an exploration. */
import type { Tally } from '../explorer/explore-seeds.ts'
import { bar } from './bar.ts'
import { count, counted, duration } from './format.ts'

/** How far it is, what was found, and when it will be over. */
export function explorationLine(tally: Tally, wanted: number, elapsedMs: number): string {
  const { seeds, invalid, unknown } = tally
  const found = [
    `${count(seeds)} of ${counted(wanted, 'seed')}`,
    ...(invalid > 0 ? [`${count(invalid)} invalid`] : []),
    ...(unknown > 0 ? [`${count(unknown)} unknown`] : []),
    ...(seeds < wanted ? [`${duration((elapsedMs / seeds) * (wanted - seeds))} left`] : []),
  ]
  return `${bar(seeds / wanted)}  ${found.join(', ')}`
}
