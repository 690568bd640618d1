/**
 * Goal: a certificate of the run opens a connection in both directions, and nothing else does.
 * Method: real TLS connections between two ends that both ask for a certificate.
 */
import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { connect, createServer } from 'node:tls'
import { expect, test } from 'vitest'
import { createAuthority } from '../../../electron/cluster/certificates.ts'
import type { Credentials } from '../../../electron/node-host/control.ts'

/** Tries to shake hands as `client` with a server that is `server`, expected to be `name`. */
async function handshake(server: Credentials, client: Credentials, name: string): Promise<string> {
  const listener = createServer(
    {
      ca: server.authority,
      cert: server.certificate,
      key: server.key,
      requestCert: true,
      rejectUnauthorized: true,
      minVersion: 'TLSv1.3',
    },
    (socket) => socket.end('welcome'),
  )
  // A handshake that fails is told at the client's end.
  listener.on('tlsClientError', () => undefined)
  listener.listen(0, '127.0.0.1')
  await once(listener, 'listening')
  const socket = connect({
    port: (listener.address() as AddressInfo).port,
    host: '127.0.0.1',
    servername: name,
    ca: client.authority,
    cert: client.certificate,
    key: client.key,
  })
  try {
    return await new Promise<string>((resolve) => {
      socket.setEncoding('utf8')
      socket.on('data', (text: string) => resolve(text))
      socket.on('error', (error) => resolve(`refused: ${error.message}`))
      socket.on('close', () => resolve('refused: closed without a word'))
    })
  } finally {
    socket.destroy()
    listener.close()
  }
}

test('two processes of one run trust each other, by every name of a machine', async () => {
  const authority = await createAuthority()
  const node = await authority.issue('n1', ['n1'])
  const clients = await authority.issue('clients', ['c1', 'c2'])
  expect(await handshake(node, clients, 'n1')).toBe('welcome')
  expect(await handshake(clients, node, 'c2')).toBe('welcome')
  expect(await handshake(node, clients, 'n2')).toMatch(/^refused/)
})

test('a process of another run is refused by both ends', async () => {
  const ours = await (await createAuthority()).issue('n1', ['n1'])
  const other = await (await createAuthority()).issue('n2', ['n2'])
  expect(await handshake(ours, other, 'n1')).toMatch(/^refused/)
  expect(await handshake(ours, { ...other, authority: ours.authority }, 'n1')).toMatch(/^refused/)
})

test('a certificate says no more than it must', async () => {
  const authority = await createAuthority()
  const issued = new X509Certificate((await authority.issue('n1', ['n1'])).certificate)
  const root = new X509Certificate(authority.certificate)
  expect(issued.verify(root.publicKey)).toBe(true)
  expect(issued.ca).toBe(false)
  expect(root.ca).toBe(true)
  expect(issued.subjectAltName).toBe('DNS:n1')
  expect(issued.publicKey.asymmetricKeyDetails).toEqual({ namedCurve: 'prime256v1' })
  const days = (Date.parse(issued.validTo) - Date.parse(issued.validFrom)) / 86_400_000
  expect(days).toBeLessThan(3)
})

test('certificates for a cluster of seven are no reason to wait', async () => {
  const began = performance.now()
  const authority = await createAuthority()
  const names = ['n1', 'n2', 'n3', 'n4', 'n5', 'n6', 'n7']
  await Promise.all(names.map((name) => authority.issue(name, [name])))
  const tookMs = performance.now() - began
  // Some 50 ms where nothing else runs; the bound is far above, so that a busy computer does not make it red.
  expect(tookMs).toBeLessThan(2_000)
})
