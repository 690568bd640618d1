/**
 * Turns the signals that ask a process to end into an `AbortSignal`, so that a command can end in
 * good order. A second signal does not wait: it does what signals do to any process.
 */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

export interface Interruption {
  /** Its reason says which signal it was. */
  readonly signal: AbortSignal
  /** Gives the signals their usual meaning back. */
  release(): void
}

export function catchInterruption(): Interruption {
  const controller = new AbortController()
  const release = (): void => {
    for (const name of SIGNALS) process.off(name, onSignal)
  }
  const onSignal = (name: NodeJS.Signals): void => {
    if (!controller.signal.aborted) {
      controller.abort(`stopped by ${name}`)
      return
    }
    release()
    process.kill(process.pid, name)
  }
  for (const name of SIGNALS) process.on(name, onSignal)
  return { signal: controller.signal, release }
}
