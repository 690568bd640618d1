/**
 * What the supervisor tells the watchdog: one JSON document a line on the watchdog's standard
 * input. It answers `ready` once, and `seen PID` for every process that it now watches.
 */
export type ToWatchdog =
  /** `birth` tells the process from a later one under the same number; null where unknown. */
  | { readonly kind: 'watch'; readonly pid: number; readonly birth: string | null }
  | { readonly kind: 'forget'; readonly pid: number }
  /** This folder goes with the run, should the conductor die. */
  | { readonly kind: 'folder'; readonly path: string }
  /** The conductor is done: end without touching anything. */
  | { readonly kind: 'release' }
