/**
 * A host process that runs no machine at all. It speaks the protocol of `control.ts`, obeys what
 * it is told as far as answers go, and shows in its inspections what it was told. How it
 * misbehaves is an option of the system or a command, so that a test chooses it.
 */
import type { Boot, FromHost, Order, ToHost } from '../../../electron/node-host/control.ts'
import { HOST_EXIT } from '../../../electron/node-host/control.ts'
import type { Evidence } from '../../../core/faults/action.ts'

let boot: Boot | null = null
let orders: Order[] = []
let clockOffsetMs = 0
let registry: { readonly [machine: string]: number } = {}
const evidence: { [fault: string]: Evidence } = {}

process.on('message', (message) => handle(message as ToHost))
process.on('disconnect', () => {
  if (option('deaf') === true) setInterval(() => undefined, 1_000)
  else process.exit(HOST_EXIT.orphaned)
})

function handle(message: ToHost): void {
  switch (message.kind) {
    case 'boot':
      return begin(message)
    case 'registry':
      registry = message.registry
      return
    case 'order':
      return order(message.ask, message.order)
    case 'lift':
      orders = orders.filter(({ fault }) => fault !== message.fault)
      return say({ kind: 'answer', ask: message.ask, value: { done: true } })
    case 'command':
      return command(message.command.type)
    case 'inspect':
      return say({ kind: 'answer', ask: message.ask, value: { inspections: inspections() } })
    case 'evidence':
      return say({ kind: 'answer', ask: message.ask, value: { evidence } })
    case 'stop':
      if (option('stubborn') !== true) process.exit(HOST_EXIT.stopped)
  }
}

function begin(message: Boot): void {
  boot = message
  registry = message.registry
  for (const rule of message.rules) install(rule)
  if (option('behaviour') === 'mute') return
  if (option('behaviour') === 'broken') {
    console.error('InvariantError: two leaders in one term')
    process.exit(HOST_EXIT.invariant)
  }
  if (option('stubborn') === true) process.on('SIGTERM', () => undefined)
  say({ kind: 'listening', port: 1_024 + (process.pid % 60_000) })
  say({ kind: 'started', restoredRecords: 0 })
  summarise()
}

function order(ask: number, given: Order): void {
  const { fault, action } = given
  evidence[fault] = { messages: (evidence[fault]?.messages ?? 0) + 1 }
  if (action.kind === 'crash') {
    const lost: Evidence = { ...evidence[fault], bytesLost: 7 }
    const answer = { kind: 'answer', ask, value: { evidence: { ...evidence, [fault]: lost } } }
    process.send?.(answer, () => process.kill(process.pid, 'SIGKILL'))
    return
  }
  if (action.kind === 'disk' && action.rule.type === 'io-error') {
    return say({ kind: 'answer', ask, value: { refused: 'no such disk here' } })
  }
  install(given)
  say({ kind: 'answer', ask, value: { done: true } })
  summarise()
}

function install(given: Order): void {
  const { action } = given
  if (action.kind === 'lift') {
    orders = orders.filter((kept) => !('id' in kept.action) || kept.action.id !== action.id)
  } else if (action.kind === 'clock-step') clockOffsetMs += action.byMs
  else orders.push(given)
}

function command(type: string): void {
  if (type === 'break') {
    console.error('InvariantError: applied twice')
    process.exit(HOST_EXIT.invariant)
  }
  if (type === 'fill-disk') process.exit(HOST_EXIT.disk)
}

function summarise(): void {
  say({
    kind: 'summary',
    atUs: 0,
    machines: inspections(),
    operations: { okUs: [], fail: 0, info: 0, samples: [], worst: {} },
    reports: [],
    clockOffsetMs,
  })
}

function inspections(): { [machine: string]: { [field: string]: unknown } } {
  const entries = (boot?.machines ?? []).map(({ spec, seed, incarnation }) => [
    spec.id,
    {
      spec,
      seed,
      incarnation,
      registry,
      clockOffsetMs,
      environment: Object.keys(process.env),
      rules: orders.map(({ action }) => ('id' in action ? action.id : action.kind)),
    },
  ])
  return Object.fromEntries(entries) as { [machine: string]: { [field: string]: unknown } }
}

function option(name: string): unknown {
  return boot?.machines[0]?.spec.options[name]
}

function say(message: FromHost): void {
  process.send?.(message)
}
