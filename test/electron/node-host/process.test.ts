/**
 * Goal: a host process ends as it should, whatever happens to it, and leaves behind what it
 * promised: journal before effect, nothing after a failed write, no orphan.
 * Method: real processes that are killed, cut off, paused and filled up.
 */
import { appendFileSync, readFileSync } from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Script } from '../../conformance/script-machine.ts'
import { script } from '../../conformance/script-machine.ts'
import { HOST_EXIT } from '../../../electron/node-host/control.ts'
import { PEER_QUEUE_BYTES_MAX, SOCKET_BYTES_MAX } from '../../../electron/node-host/limits.ts'
import { journalPath } from '../../../electron/node-host/journal/journal-writer.ts'
import { LiveHosts } from './live-hosts.ts'

let hosts: LiveHosts

beforeEach(async () => {
  hosts = await LiveHosts.create()
})
afterEach(() => hosts.close())

function heardTags(node: string): string[] {
  return hosts.steps(node).flatMap(({ input }) => {
    return input.kind === 'message' ? [(input.body as Script).tag] : []
  })
}

async function hears(node: string, tag: string): Promise<void> {
  await hosts.until(`${node} hears ${tag}`, () => heardTags(node).includes(tag))
}

test('a host whose supervisor goes away ends at once', async () => {
  await hosts.start('n1')
  hosts.disconnect('n1')
  expect(await hosts.gone('n1')).toEqual({ code: HOST_EXIT.orphaned, signal: null })
})

test('SIGINT is not for it; SIGTERM and stop end it in order, with its records on the disk', async () => {
  await hosts.start('n1')
  hosts.kill('n1', 'SIGINT')
  hosts.tell('n1', script({ do: 'store', text: 'kept' }))
  await hosts.until('it is stepped', () => hosts.steps('n1').length > 1)
  hosts.kill('n1', 'SIGTERM')
  expect(await hosts.gone('n1')).toEqual({ code: HOST_EXIT.stopped, signal: null })
  await hosts.start('n1')
  expect(hosts.heard('n1', 'started')).toEqual([{ kind: 'started', restoredRecords: 1 }])
  hosts.post('n1', { kind: 'stop' })
  expect(await hosts.gone('n1')).toEqual({ code: HOST_EXIT.stopped, signal: null })
})

test('a broken invariant is reported with its message, and what led to it is in the journal', async () => {
  await hosts.start('n1')
  hosts.tell('n1', script({ do: 'report', type: 'last words' }))
  hosts.tell('n1', script({ do: 'break' }))
  expect(await hosts.gone('n1')).toEqual({ code: HOST_EXIT.invariant, signal: null })
  expect(hosts.troubles('n1').join()).toMatch(
    /^invariant: InvariantError: the script says so\n +at/,
  )
  const reports = hosts.steps('n1').flatMap((step) => step.reports)
  expect(reports).toEqual([{ type: 'last words' }])
})

test('a full disk ends it, with the proof of the fault, and the records stay out', async () => {
  await hosts.start('n1')
  await hosts.start('n2')
  const rule = { type: 'no-space' } as const
  await hosts.order('n1', { kind: 'disk', id: 'full', node: 'n1', rule })
  hosts.tell('n1', script({ do: 'store', text: 'lost' }, { do: 'send', to: 'n2', tag: 'never' }))
  expect(await hosts.gone('n1')).toEqual({ code: HOST_EXIT.disk, signal: null })
  const trouble = hosts.heard('n1', 'trouble')[0]
  expect(trouble?.trouble).toBe('disk-error')
  expect(trouble?.evidence?.['full']).toEqual({ failedWrites: 1 })
  await hosts.start('n1')
  expect(hosts.heard('n1', 'started')).toEqual([{ kind: 'started', restoredRecords: 0 }])
  expect(heardTags('n2')).toEqual([])
})

test('a loss of power is proven before the process dies of it', async () => {
  await hosts.start('n1')
  const rule = { type: 'slow-fsync', ms: 500 } as const
  await hosts.order('n1', { kind: 'disk', id: 'slow', node: 'n1', rule })
  hosts.tell('n1', script({ do: 'store', text: 'lost' }))
  await hosts.until('it is stepped', () => hosts.steps('n1').length > 1)
  const answer = await hosts.order('n1', { kind: 'crash', node: 'n1', crash: 'power' }, 'outage')
  expect(await hosts.gone('n1')).toEqual({ code: null, signal: 'SIGKILL' })
  const lost = 'evidence' in answer ? answer.evidence['outage']?.bytesLost : undefined
  expect(lost).toBeGreaterThan(10)
})

test('whatever a peer has heard is in the journal of its sender, also after SIGKILL', async () => {
  await hosts.start('n1')
  await hosts.start('n2')
  hosts.tell('n1', script({ do: 'send', to: 'n2', tag: 'first' }))
  await hears('n2', 'first')
  for (let count = 0; count < 2_000; count++) {
    hosts.tell('n1', script({ do: 'send', to: 'n2', tag: `t${count}` }))
  }
  await hears('n2', 't50')
  hosts.kill('n1')
  await hosts.gone('n1')
  await hosts.until('n2 hears the end', () => {
    return hosts.steps('n2').some(({ input }) => input.kind === 'disconnected')
  })
  const told = hosts.steps('n1').flatMap(({ input }) => {
    return input.kind === 'command' ? (input.command as Script).lines : []
  })
  const written = new Set(told.map((line) => (line.do === 'send' ? line.tag : '')))
  expect(heardTags('n2').filter((tag) => !written.has(tag))).toEqual([])
})

test('a peer that comes back on another port is found again', async () => {
  await hosts.start('n1')
  await hosts.start('n2')
  hosts.tell('n1', script({ do: 'send', to: 'n2', tag: 'before' }))
  await hears('n2', 'before')
  hosts.kill('n2')
  await hosts.gone('n2')
  hosts.tell('n1', script({ do: 'send', to: 'n2', tag: 'into the void' }))
  await hosts.start('n2')
  hosts.tell('n1', script({ do: 'send', to: 'n2', tag: 'after' }))
  await hears('n2', 'after')
  expect(heardTags('n2')).toEqual(['before', 'after'])
  const journal = hosts.entries('n2').filter((entry) => entry.kind === 'boot')
  expect(journal.map((entry) => entry.incarnation)).toEqual([1, 2])
})

test('what waits for a peer that takes nothing is bounded, and the loss is reported', async () => {
  await hosts.start('n1')
  await hosts.start('n2')
  hosts.tell('n1', script({ do: 'send', to: 'n2', tag: 'before' }))
  await hears('n2', 'before')
  process.kill(hosts.pid('n2'), 'SIGSTOP')
  const text = 'x'.repeat(1024 * 1024)
  const count = Math.ceil((PEER_QUEUE_BYTES_MAX + SOCKET_BYTES_MAX) / text.length) + 20
  for (let sent = 0; sent < count; sent++) {
    hosts.tell('n1', script({ do: 'send', to: 'n2', tag: `${sent} ${text}` }))
  }
  const shed = /^overload: \d+ frames for n2 were thrown away/
  await hosts.until('n1 sheds', () => hosts.troubles('n1').some((told) => shed.test(told)))
  process.kill(hosts.pid('n2'), 'SIGCONT')
  hosts.tell('n1', script({ do: 'send', to: 'n2', tag: 'last' }))
  await hears('n2', 'last')
  expect(heardTags('n2').length).toBeLessThan(count + 2)
})

test('a reset connection is heard on both sides, counted, and made anew', async () => {
  await hosts.start('n1')
  await hosts.start('n2')
  hosts.tell('n1', script({ do: 'send', to: 'n2', tag: 'before' }))
  await hears('n2', 'before')
  const rule = { type: 'reset', everyMs: 60_000 } as const
  await hosts.order('n1', { kind: 'link', id: 'tear', from: 'n1', to: 'n2', rule })
  for (const node of ['n1', 'n2']) {
    await hosts.until(`${node} hears it`, () => {
      return hosts.steps(node).some(({ input }) => input.kind === 'disconnected')
    })
  }
  hosts.tell('n1', script({ do: 'send', to: 'n2', tag: 'after' }))
  await hears('n2', 'after')
  expect((await hosts.evidence('n1'))['tear']).toEqual({ resets: 1 })
})

test('rules that stood before its birth stand from its first step', async () => {
  const cut = { kind: 'link', id: 'cut', from: 'n1', to: 'n2', rule: { type: 'cut' } } as const
  await hosts.start('n2')
  await hosts.start('n1', { rules: [{ fault: 'partition', action: cut }] })
  hosts.tell('n1', script({ do: 'send', to: 'n2', tag: 'cut off' }))
  await hosts.until('it is sent', () => hosts.steps('n1').length > 1)
  expect((await hosts.evidence('n1'))['partition']).toEqual({ messages: 1, dropped: 1 })
  await hosts.ask('n1', (ask) => ({ kind: 'lift', ask, fault: 'cut' }))
  hosts.tell('n1', script({ do: 'send', to: 'n2', tag: 'through' }))
  await hears('n2', 'through')
  expect(heardTags('n2')).toEqual(['through'])
})

test('machines of one process talk to each other, and keep a disk each', async () => {
  await hosts.start('both', { machines: ['n1', 'n2'] })
  const lines = [
    { do: 'store', text: 'of n1' },
    { do: 'send', to: 'n2', tag: 'hello', script: [{ do: 'store', text: 'of n2' }] },
  ] as const
  hosts.tell('n1', script(...lines), 'both')
  await hosts.until('n2 has stored', () => {
    return hosts.steps('n2', 'both').some(({ input }) => input.kind === 'stored')
  })
  hosts.post('both', { kind: 'stop' })
  await hosts.gone('both')
  await hosts.start('both', { machines: ['n1', 'n2'] })
  expect(hosts.heard('both', 'started')).toEqual([{ kind: 'started', restoredRecords: 2 }])
})

test('a journal that was cut off in mid-write goes on behind its last whole frame', async () => {
  await hosts.start('n1')
  hosts.kill('n1')
  await hosts.gone('n1')
  const path = journalPath(hosts.folderOf('n1'))
  appendFileSync(path, readFileSync(path).subarray(0, 20))
  await hosts.start('n1')
  await hosts.until('both lives are in it', () => {
    return hosts.entries('n1').filter((entry) => entry.kind === 'boot').length === 2
  })
})

test('the supervisor hears rare reports at once and busy machines in summaries', async () => {
  await hosts.start('n1')
  hosts.tell('n1', script({ do: 'report', type: 'elected' }))
  const reports = (): string[] =>
    hosts
      .heard('n1', 'summary')
      .flatMap((summary) => summary.reports.map(({ event }) => event.type))
  await hosts.until('it is told', () => reports().includes('elected'))
  for (let count = 0; count < 3_000; count++) {
    hosts.tell('n1', script({ do: 'report', type: 'busy' }, { do: 'report', type: 'busy' }))
  }
  hosts.tell('n1', script({ do: 'report', type: 'stepped down' }))
  await hosts.until('the rare one is told', () => reports().includes('stepped down'))
  expect(reports().filter((type) => type === 'busy').length).toBeLessThan(6_000)
  expect(hosts.heard('n1', 'summary').at(-1)?.machines['n1']).toEqual({ inputs: 3003, texts: 0 })
})
