/**
 * The certificate authority of one run. Every process gets a certificate that names all its
 * machines; whoever lacks one gets nothing from any of them. Two runs never share an authority,
 * so a stray node of yesterday cannot talk to today's cluster.
 *
 * Everything stays in memory: a key is handed to its process and never written to a disk.
 */
import 'reflect-metadata'
import { webcrypto } from 'node:crypto'
import * as x509 from '@peculiar/x509'
import type { Credentials } from '../node-host/control.ts'

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
const HOUR_MS = 3_600_000
/** No run is this long; it also covers a computer whose clock was set back in between. */
const VALID_BEFORE_MS = HOUR_MS
const VALID_AFTER_MS = 48 * HOUR_MS

x509.cryptoProvider.set(webcrypto)

export interface CertificateAuthority {
  /** PEM of the authority's own certificate. */
  readonly certificate: string
  /** A fresh key and a certificate for a process; every one of `machines` becomes a DNS name. */
  issue(process: string, machines: readonly string[]): Promise<Credentials>
}

/** Makes the authority of a run. Its key cannot be taken out of the authority. */
export async function createAuthority(): Promise<CertificateAuthority> {
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, false, ['sign', 'verify'])
  const authority = await x509.X509CertificateGenerator.createSelfSigned({
    ...validity(),
    name: 'CN=Faultline run authority',
    keys: keys,
    signingAlgorithm: ALGORITHM,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
    ],
  })
  const certificate = authority.toString('pem')
  return {
    certificate,
    issue: async (process, machines) => {
      const own = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify'])
      const issued = await x509.X509CertificateGenerator.create({
        ...validity(),
        subject: `CN=${process}`,
        issuer: authority.subject,
        publicKey: own.publicKey,
        signingKey: keys.privateKey,
        signingAlgorithm: ALGORITHM,
        extensions: leafExtensions(machines),
      })
      const key = await webcrypto.subtle.exportKey('pkcs8', own.privateKey)
      return {
        authority: certificate,
        certificate: issued.toString('pem'),
        key: x509.PemConverter.encode(key, 'PRIVATE KEY'),
      }
    },
  }
}

/** Both ends of a link are authenticated, so each process is a server and a client. */
function leafExtensions(machines: readonly string[]): x509.Extension[] {
  const names = machines.map((machine) => ({ type: 'dns' as const, value: machine }))
  return [
    new x509.BasicConstraintsExtension(false, undefined, true),
    new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
    new x509.ExtendedKeyUsageExtension([
      x509.ExtendedKeyUsage.serverAuth,
      x509.ExtendedKeyUsage.clientAuth,
    ]),
    new x509.SubjectAlternativeNameExtension(names),
  ]
}

function validity(): { readonly notBefore: Date; readonly notAfter: Date } {
  const now = Date.now()
  return { notBefore: new Date(now - VALID_BEFORE_MS), notAfter: new Date(now + VALID_AFTER_MS) }
}
