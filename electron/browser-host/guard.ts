/**
 * Whether a request may come in. Pure: what the headers say against what is right.
 *
 * The renderer's files are no secret, so they ask only for the right host name, which a page that
 * rebinds its own name to this address cannot give. The WebSocket can break things, so it asks
 * for the origin of our own page too, and for the token.
 */
import { timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

export interface GuardedRequest {
  readonly host: string | undefined
  readonly origin: string | undefined
  /** Header `Sec-WebSocket-Protocol`: `faultline, TOKEN`. */
  readonly protocols: string | undefined
}

export interface Admission {
  readonly port: number
  readonly token: string
}

/** The protocol that both sides speak; the token comes after it, because it cannot be chosen. */
export const PROTOCOL = 'faultline'

/** Why somebody may not come in; null where he may. */
export interface Refusal {
  readonly status: 401 | 403 | 503
  readonly message: string
}

/** What the guard looks at. */
export function guarded({ headers }: IncomingMessage): GuardedRequest {
  const { host, origin } = headers
  return { host, origin, protocols: headers['sec-websocket-protocol'] }
}

export function refuseHost({ host }: GuardedRequest, { port }: Admission): Refusal | null {
  const own = [`127.0.0.1:${port}`, `localhost:${port}`]
  if (host !== undefined && own.includes(host)) return null
  return { status: 403, message: 'this console answers only under its own address' }
}

export function refuseSocket(request: GuardedRequest, admission: Admission): Refusal | null {
  const host = refuseHost(request, admission)
  if (host !== null) return host
  if (request.origin !== `http://${request.host}`) {
    return { status: 403, message: 'only the page of this console may connect' }
  }
  if (!tokenMatches(request.protocols, admission.token)) {
    return { status: 401, message: 'the token is missing or wrong: open the printed address' }
  }
  return null
}

function tokenMatches(protocols: string | undefined, token: string): boolean {
  const [protocol, given] = (protocols ?? '').split(',').map((part) => part.trim())
  if (protocol !== PROTOCOL || given === undefined) return false
  const [left, right] = [Buffer.from(given), Buffer.from(token)]
  return left.length === right.length && timingSafeEqual(left, right)
}
