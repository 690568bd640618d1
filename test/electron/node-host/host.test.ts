/**
 * Goal: a turn does things in the order that a machine was promised: journal, disk, wire.
 * Method: a host with a real log and a journal and a wire that write down when they are used.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Envelope } from '../../../core/runtime/envelope.ts'
import type { JournalEntry } from '../../../core/runtime/journal.ts'
import { MachineClock } from '../../../electron/node-host/clock.ts'
import type { FromHost } from '../../../electron/node-host/control.ts'
import { DiskFaults } from '../../../electron/node-host/disk/disk-faults.ts'
import { openDiskLog } from '../../../electron/node-host/disk/disk-log.ts'
import { Host } from '../../../electron/node-host/host.ts'
import { HostedMachine } from '../../../electron/node-host/hosted-machine.ts'
import { script, ScriptMachine, scriptSpec, type Line } from '../../conformance/script-machine.ts'

let folder: string
let rig: Rig

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'faultline-host-'))
  rig = new Rig()
})
afterEach(() => {
  rig.host.freeze()
  rmSync(folder, { recursive: true, force: true })
})

class Rig {
  readonly host: Host
  readonly faults = new DiskFaults()
  /** What happened, in order. */
  readonly done: string[] = []
  readonly failures: string[] = []
  readonly said: FromHost[] = []
  journalFails = false
  readonly #path = join(folder, 'disk', 'n1.log')

  constructor() {
    const opened = openDiskLog({
      path: this.#path,
      faults: this.faults,
      durable: (position) => {
        this.done.push(`durable ${position}`)
        this.host.durable('n1', position)
      },
      failed: (why) => this.host.fail('disk-error', new Error(why)),
    })
    if (opened.kind === 'damaged') throw new Error(opened.why)
    const boot = { spec: scriptSpec('n1', ['n1']), seed: 's', incarnation: 1 }
    const { log, records } = opened
    const machine = new ScriptMachine()
    this.host = new Host({
      clock: new MachineClock({ startedAtNs: process.hrtime.bigint(), epochMs: 0 }),
      machines: [new HostedMachine({ boot, machine, records, log, faults: this.faults })],
      clients: new Set(),
      journal: {
        write: (journaled) => this.#journal(journaled.map(({ entry }) => entry)),
        close: () => undefined,
      },
      transmit: (envelopes) => this.#transmit(envelopes),
      send: (message, sent) => {
        this.said.push(message)
        sent?.()
      },
      failed: (failure) => this.failures.push(failure),
    })
    this.host.start()
    this.done.length = 0
  }

  tell(...lines: Line[]): void {
    this.host.input('n1', { kind: 'command', command: script(...lines) })
  }

  async until(what: string): Promise<void> {
    while (!this.done.includes(what)) await new Promise((resolve) => setTimeout(resolve, 1))
  }

  #journal(entries: readonly JournalEntry[]): void {
    if (this.journalFails) throw new Error('the journal is full')
    this.done.push(`journal ${entries.length}`)
  }

  #transmit(envelopes: readonly Envelope[]): void {
    const written = this.#written() ? ' behind the disk' : ''
    this.done.push(`send ${envelopes.map(({ body }) => (body as never)['tag']).join()}${written}`)
  }

  #written(): boolean {
    try {
      return readFileSync(this.#path).includes('a record')
    } catch {
      return false
    }
  }
}

test('journal, then disk, then wire; what may not go early waits for the disk', async () => {
  rig.tell(
    { do: 'store', text: 'a record' },
    { do: 'send', to: 'n2', tag: 'late' },
    { do: 'send', to: 'n2', tag: 'early', early: true },
  )
  expect(rig.done).toEqual([])
  await rig.until('send late behind the disk')
  expect(rig.done).toEqual([
    'journal 1',
    'send early behind the disk',
    'durable 1',
    'journal 1',
    'send late behind the disk',
  ])
})

test('many inputs of one turn are one write to the journal and one to the wire', async () => {
  for (const tag of ['a', 'b', 'c']) rig.tell({ do: 'send', to: 'n2', tag })
  await rig.until('send a,b,c')
  expect(rig.done).toEqual(['journal 3', 'send a,b,c'])
})

test('what a failed write to the disk was to cover never leaves', () => {
  rig.faults.install('full', { type: 'no-space' })
  rig.tell({ do: 'store', text: 'a record' }, { do: 'send', to: 'n2', tag: 'x', early: true })
  rig.host.endTurn()
  expect(rig.failures).toEqual(['disk-error'])
  expect(rig.done).toEqual(['journal 1'])
})

test('without its journal entry nothing leaves', () => {
  rig.journalFails = true
  rig.tell({ do: 'send', to: 'n2', tag: 'x' })
  rig.host.endTurn()
  expect(rig.failures).toEqual(['disk-error'])
  expect(rig.done).toEqual([])
})

test('a machine that throws ends the host; what was stepped before is kept, and nothing leaves', () => {
  rig.tell({ do: 'send', to: 'n2', tag: 'x' })
  rig.tell({ do: 'break' })
  rig.tell({ do: 'send', to: 'n2', tag: 'y' })
  rig.host.endTurn()
  expect(rig.failures).toEqual(['invariant'])
  expect(rig.done).toEqual(['journal 1'])
})
