/**
 * The addresses of the desktop shell's page, and what may be reached from it. Addresses are
 * compared by their parts, never by how they begin.
 */
export const SCHEME = 'faultline'
const HOST = 'app'

/** What the page itself made, and the tools that a person opens beside it. */
const HARMLESS = ['blob:', 'data:', 'devtools:']

export interface Destination {
  /** A run to show. */
  readonly run?: string
  /** The drill room. */
  readonly room?: boolean
}

export function pageAddress({ run, room = false }: Destination): string {
  if (run !== undefined) return `${SCHEME}://${HOST}/#/verdict/${encodeURIComponent(run)}`
  return `${SCHEME}://${HOST}/${room ? '#/room' : ''}`
}

export function isOwnAddress(address: string): boolean {
  if (!URL.canParse(address)) return false
  const { protocol, host, username, password } = new URL(address)
  return protocol === `${SCHEME}:` && host === HOST && username === '' && password === ''
}

/** The second lock behind the content security policy: no request leaves for another place. */
export function mayRequest(address: string): boolean {
  if (!URL.canParse(address)) return false
  return isOwnAddress(address) || HARMLESS.includes(new URL(address).protocol)
}

/** Exports are made in the page and saved by the person; nothing else is downloaded. */
export function mayDownload(address: string): boolean {
  return address.startsWith('blob:') && isOwnAddress(address.slice('blob:'.length))
}

/** The page may put text on the clipboard, and nothing more. */
export function mayHave(permission: string, requester: string): boolean {
  return permission === 'clipboard-sanitized-write' && isOwnAddress(requester)
}
