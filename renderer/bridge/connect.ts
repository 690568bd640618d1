/**
 * Finds the door that this page came through and makes the API over it. Nothing else in the
 * renderer knows that there are two.
 */
import type { Api } from '../../electron/ipc/contract.ts'
import { createApi } from '../../electron/ipc/create-api.ts'
import type { ShellBridge } from './shell-transport.ts'
import { shellTransport } from './shell-transport.ts'
import { socketTransport } from './socket-transport.ts'

const TOKEN_KEY = 'faultline-token'

declare global {
  interface Window {
    readonly faultline?: ShellBridge
  }
}

/** Null where the address lacks its token: nobody may connect then. */
export function connect(): Api | null {
  if (window.faultline !== undefined) return createApi(shellTransport(window.faultline))
  const token = takeToken()
  if (token === null) return null
  return createApi(socketTransport(`ws://${location.host}/`, token))
}

/**
 * The token is taken out of the address, so that it is not in the history or a screenshot. A screen
 * to begin with may come after it.
 */
function takeToken(): string | null {
  const [, given, screen] = /^#token=([A-Za-z0-9_-]+)(?:&to=(\/[a-z]+))?$/.exec(location.hash) ?? []
  if (given === undefined) return sessionStorage.getItem(TOKEN_KEY)
  sessionStorage.setItem(TOKEN_KEY, given)
  history.replaceState(null, '', screen === undefined ? location.pathname : `#${screen}`)
  return given
}
