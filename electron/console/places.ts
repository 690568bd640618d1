/** Where the console of this user keeps things. */
import { join } from 'node:path'
import { faultlineHome, runsFolder } from '../library/home.ts'
import type { ConsolePlaces } from './part.ts'

export function placesOfUser(): ConsolePlaces {
  return { runs: runsFolder(), drills: join(faultlineHome(), 'drills') }
}
