/** The keys and the palette of the Explore screen. */
import { useCommands } from '../../app/commands.ts'
import { useExploreStore } from '../../stores/explore-store.ts'
import type { SeedActs } from './use-seed-acts.ts'

export interface ExploreActs {
  readonly ready: () => boolean
  readonly start: () => void
  readonly findStaleRead: () => void
  readonly focusGrid: () => void
  readonly openDrill: (drill: string) => void
  readonly seed: SeedActs
}

export function useExploreCommands(acts: ExploreActs): void {
  const store = useExploreStore()
  const group = 'Explore'

  function next(direction: 1 | -1): void {
    store.seed = store.book.nextFailing(store.seed, direction) ?? store.seed
  }

  function shrunkDrill(): string | null {
    const standing = store.now?.shrinking?.standing
    return standing?.kind === 'shrunk' ? standing.drill : null
  }

  useCommands(() => [
    { title: 'Explore the seeds', group, keys: 'S', enabled: acts.ready, run: acts.start },
    {
      title: 'Stop exploring',
      group,
      keys: 'X',
      enabled: () => store.goesOn,
      run: () => void store.stop(),
    },
    {
      title: 'Find the stale read',
      group,
      keys: 'F',
      enabled: () => store.exploration === null && acts.ready(),
      run: acts.findStaleRead,
    },
    { title: 'Into the grid of seeds', group, keys: 'G', run: acts.focusGrid },
    { title: 'Next failing seed', group, keys: 'J', run: () => next(1) },
    { title: 'Previous failing seed', group, keys: 'Shift+J', run: () => next(-1) },
    {
      title: 'Record the seed and open its verdict',
      group,
      keys: 'Enter',
      enabled: () => acts.seed.mayRecord.value,
      run: () => void acts.seed.record(),
    },
    {
      title: 'Shrink the seed to a small drill',
      group,
      keys: 'M',
      enabled: () => acts.seed.mayShrink.value,
      run: () => void acts.seed.shrink(),
    },
    {
      title: 'Copy the command that runs the seed',
      group,
      keys: 'C',
      enabled: () => store.seed !== null,
      run: () => void acts.seed.copy(),
    },
    {
      title: 'Open the shrunk drill',
      group,
      keys: 'D',
      enabled: () => shrunkDrill() !== null,
      run: () => acts.openDrill(shrunkDrill() ?? ''),
    },
    {
      title: 'Stop shrinking',
      group,
      enabled: () => store.shrinks,
      run: () => void store.stopShrinking(),
    },
  ])
}
