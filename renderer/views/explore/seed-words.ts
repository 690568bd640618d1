/** A seed in words, for the readers of a picture. Pure. */
import { formatDuration } from '../../../core/drills/quantities.ts'
import type {
  SeedResult,
  ShrinkStanding,
  ShrunkSize,
} from '../../../electron/ipc/shapes/explore.ts'
import { counted } from '../../components/figures.ts'
import type { SeedMark } from './seed-book.ts'

/** `Seed 6, invalid. linearizable: 4,725 operations have no order.` */
export function seedInWords(seed: number, mark: SeedMark, failure: SeedResult | null): string {
  const stands = mark === 'waiting' ? 'not explored yet' : mark
  const words = `Seed ${seed}, ${stands}`
  if (failure === null || failure.why === '') return words
  return failure.check === null
    ? `${words}. ${failure.why}`
    : `${words}. ${failure.check}: ${failure.why}`
}

/** `1 fault, 3 nodes, 1 client, 4s`. */
export function sizeInWords({ faults, nodes, clients, durationMs }: ShrunkSize): string {
  return [
    counted(faults, 'fault'),
    counted(nodes, 'node'),
    counted(clients, 'client'),
    formatDuration(durationMs),
  ].join(', ')
}

type ShrunkStanding = Extract<ShrinkStanding, { readonly kind: 'shrunk' }>

/** What the small drill shows, and where it is. */
export function shrunkInWords({ broken, greenOnCorrect, stopped, drill }: ShrunkStanding): string {
  return [
    `It still breaks ${broken}.`,
    ...(greenOnCorrect ? ['Without the bug the same drill is valid.'] : []),
    ...(stopped ? ['The search was stopped, so there may be a smaller one.'] : []),
    `It is kept as your own drill ${drill}.`,
  ].join(' ')
}
