/**
 * The windows of what a drill expects, when its times move: a window keeps its place among the
 * faults. Pure; what is left without a window at all is refused by whoever checks the drill.
 */
import type { Expectation } from '../drills/drill.ts'

/** Everything from `fromMs` on comes `byMs` sooner. */
export function windowsSooner(
  expectations: readonly Expectation[],
  fromMs: number,
  byMs: number,
): readonly Expectation[] {
  const moved = (ms: number): number => (ms < fromMs ? ms : ms - byMs)
  return expectations.map(({ during, ...rest }) =>
    during === undefined
      ? rest
      : { ...rest, during: { fromMs: moved(during.fromMs), toMs: moved(during.toMs) } },
  )
}

/** No window reaches beyond `endMs`; one that begins there is left as it was. */
export function windowsUntil(
  expectations: readonly Expectation[],
  endMs: number,
): readonly Expectation[] {
  return expectations.map((expectation) => {
    const { during } = expectation
    if (during === undefined || during.fromMs >= endMs) return expectation
    return { ...expectation, during: { ...during, toMs: Math.min(during.toMs, endMs) } }
  })
}

/** Every window begins and ends at a multiple of `gridMs`. */
export function windowsOnGrid(
  expectations: readonly Expectation[],
  gridMs: number,
): readonly Expectation[] {
  const down = (ms: number): number => Math.floor(ms / gridMs) * gridMs
  return expectations.map(({ during, ...rest }) =>
    during === undefined
      ? rest
      : { ...rest, during: { fromMs: down(during.fromMs), toMs: down(during.toMs) } },
  )
}
