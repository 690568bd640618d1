/**
 * Goal: whoever cannot prove who it is changes nothing, is reported, and harms nobody; whoever
 * can, may speak only in its own name, and only in whole frames.
 * Method: real processes, and connections made by hand to their ports.
 */
import { connect as connectPlain, type Socket } from 'node:net'
import { connect, type TLSSocket } from 'node:tls'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Envelope } from '../../../core/runtime/envelope.ts'
import { createAuthority } from '../../../electron/cluster/certificates.ts'
import type { Credentials } from '../../../electron/node-host/control.ts'
import { encodeEnvelopes } from '../../../electron/wire/envelopes.ts'
import { frameFor, sealFrame } from '../../../electron/node-host/transport/frame.ts'
import { script } from '../../conformance/script-machine.ts'
import { LiveHosts } from './live-hosts.ts'

let hosts: LiveHosts
const sockets: Socket[] = []

beforeEach(async () => {
  hosts = await LiveHosts.create()
  await hosts.start('n1')
})
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy()
  await hosts.close()
})

function dial(credentials: Partial<Credentials>, servername = 'n1'): TLSSocket {
  const socket = connect({
    host: '127.0.0.1',
    port: hosts.port('n1'),
    servername,
    minVersion: 'TLSv1.3',
    rejectUnauthorized: false,
    ca: credentials.authority,
    cert: credentials.certificate,
    key: credentials.key,
  })
  socket.on('error', () => undefined)
  sockets.push(socket)
  return socket
}

function sealed(payload: Uint8Array, sequence: number): Buffer {
  const frame = frameFor(payload)
  sealFrame(frame, sequence)
  return frame
}

function envelope(from: string, tag: string): Envelope {
  const stamp = { id: 1, lamport: 1, hybrid: { wallMs: 1, counter: 0 } }
  return { from, to: 'n1', stamp, body: { ...script(), tag } as Envelope['body'] }
}

function tags(): string[] {
  return hosts.steps('n1').flatMap(({ input }) => {
    return input.kind === 'message' ? [(input.body as unknown as { tag: string }).tag] : []
  })
}

async function troubled(what: RegExp): Promise<void> {
  await hosts.until(`n1 reports ${what}`, () =>
    hosts.troubles('n1').some((told) => what.test(told)),
  )
}

/** n1 still lives and answers, and has heard nothing but its start. */
async function unchanged(): Promise<void> {
  const answer = await hosts.ask('n1', (ask) => ({ kind: 'inspect', ask }))
  expect(answer).toEqual({ inspections: { n1: { inputs: 1, texts: 0 } } })
}

test('without a certificate', async () => {
  dial({})
  await troubled(/^intruder: a handshake failed/)
  await unchanged()
})

test('with a certificate of another run', async () => {
  const foreign = await createAuthority()
  dial(await foreign.issue('n2', ['n2']))
  await troubled(/^intruder: a handshake failed/)
  await unchanged()
})

test('with garbage instead of a handshake', async () => {
  const socket = connectPlain({ host: '127.0.0.1', port: hosts.port('n1') })
  socket.on('error', () => undefined)
  sockets.push(socket)
  socket.write(Buffer.alloc(4096, 'garbage'))
  await troubled(/^intruder: a handshake failed/)
  await unchanged()
})

test('a flood of garbage is told a few times and counted', async () => {
  for (let count = 0; count < 30; count++) {
    const socket = connectPlain({ host: '127.0.0.1', port: hosts.port('n1') })
    socket.on('error', () => undefined)
    sockets.push(socket)
    socket.write('GET / HTTP/1.1\r\n\r\n')
  }
  await troubled(/^intruder: \d+ more of the same/)
  expect(hosts.troubles('n1').length).toBeLessThan(20)
  await unchanged()
})

test('in the name of somebody else', async () => {
  const socket = dial(await hosts.authority.issue('n2', ['n2']))
  const payload = encodeEnvelopes([envelope('n3', 'forged'), envelope('n2', 'own')])
  socket.write(sealed(payload, 0))
  await troubled(/^intruder: n2 wrote in the name of n3/)
  await hosts.until('the own message arrives', () => tags().includes('own'))
  expect(tags()).toEqual(['own'])
})

test('with a tampered frame: it is dropped, and the next one is read', async () => {
  const socket = dial(await hosts.authority.issue('n2', ['n2']))
  const tampered = sealed(encodeEnvelopes([envelope('n2', 'tampered')]), 0)
  tampered[tampered.length - 9] = (tampered[tampered.length - 9] as number) ^ 4
  socket.write(tampered)
  socket.write(sealed(encodeEnvelopes([envelope('n2', 'twice')]), 1))
  socket.write(sealed(encodeEnvelopes([envelope('n2', 'twice')]), 1))
  socket.write(sealed(Buffer.from('no envelopes'), 2))
  socket.write(sealed(encodeEnvelopes([envelope('n2', 'last')]), 3))
  await hosts.until('the last message arrives', () => tags().includes('last'))
  expect(tags()).toEqual(['twice', 'last'])
  await troubled(/^bad-frame: a frame of n2 was refused: checksum/)
  await troubled(/^bad-frame: .* number 1 where 2 was due/)
  await troubled(/^bad-frame: .* not a list of envelopes/)
})

test('with a length that cannot be: the connection is closed', async () => {
  const socket = dial(await hosts.authority.issue('n2', ['n2']))
  const closed = new Promise<void>((resolve) => socket.on('close', () => resolve()))
  socket.resume()
  socket.write(Buffer.alloc(64, 0xff))
  await closed
  await troubled(/^bad-frame: a frame of n2 was refused: a frame of 4294967295 bytes/)
})

test('a dialled process that is not who the registry says gets nothing', async () => {
  await hosts.start('n2')
  const registry = { n3: hosts.port('n2') }
  hosts.post('n1', { kind: 'registry', registry })
  hosts.tell('n1', script({ do: 'send', to: 'n3', tag: 'secret' }))
  await troubled(/^intruder: port \d+ is not n3/)
  expect(hosts.steps('n2').every(({ input }) => input.kind !== 'message')).toBe(true)
})
