/**
 * Turns the signals that ask a process to end into an `AbortSignal`, so that a drill can be
 * halted properly. A second signal does not wait.
 */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

export interface Interruption {
  readonly signal: AbortSignal
  /** Gives the signals their usual meaning back. */
  release(): void
}

export function catchInterruption(): Interruption {
  const controller = new AbortController()
  const onSignal = (name: NodeJS.Signals): void => {
    if (controller.signal.aborted) process.exit(130)
    controller.abort(`stopped by ${name}`)
  }
  for (const name of SIGNALS) process.on(name, onSignal)
  return {
    signal: controller.signal,
    release: () => {
      for (const name of SIGNALS) process.off(name, onSignal)
    },
  }
}
