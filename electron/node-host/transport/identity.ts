/**
 * Who may talk: processes whose certificate was made by the authority of this run, and each of
 * them only in the names that its certificate holds. TLS 1.3, both sides prove themselves.
 */
import { createSecureContext, type SecureContext, type TLSSocket } from 'node:tls'
import type { Address } from '../../../core/runtime/machine.ts'
import type { Credentials } from '../control.ts'

/** One suite, the one that processors have instructions for. */
export const CIPHERS = 'TLS_AES_128_GCM_SHA256'

const DNS = 'DNS:'

export function secureContext(credentials: Credentials): SecureContext {
  return createSecureContext({
    ca: credentials.authority,
    cert: credentials.certificate,
    key: credentials.key,
    minVersion: 'TLSv1.3',
    ciphers: CIPHERS,
  })
}

/** The machines that the other end has proved to be; empty when it proved nothing. */
export function provenNames(socket: TLSSocket): ReadonlySet<Address> {
  const names = socket.getPeerX509Certificate()?.subjectAltName ?? ''
  const list = names.split(', ').filter((name) => name.startsWith(DNS))
  return new Set(list.map((name) => name.slice(DNS.length)))
}
