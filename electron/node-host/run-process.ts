/** A host as the only thing that its process does: signals, uncaught errors, exit. */
import type { Machine } from '../../core/runtime/machine.ts'
import type { MachineSpec } from '../../core/runtime/spec.ts'
import type { HostChannel } from './channel.ts'
import { runHost } from './run-host.ts'

export function runProcess(
  channel: HostChannel,
  createMachine: (spec: MachineSpec) => Machine,
): void {
  const host = runHost({
    channel,
    createMachine,
    exit: (end) => {
      if (end === 'killed') process.kill(process.pid, 'SIGKILL')
      else process.exit(end)
    },
    log: (text) => process.stderr.write(`${text}\n`),
  })
  // An interrupt typed in a terminal reaches the whole group; the supervisor decides what it
  // means, and stops its hosts in order.
  process.on('SIGINT', () => undefined)
  process.on('SIGTERM', () => host.stop())
  process.on('uncaughtException', (error) => host.fail(error))
  process.on('unhandledRejection', (error) => host.fail(error))
}
