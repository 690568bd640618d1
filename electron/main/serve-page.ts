/** The page's files over a scheme of its own, with the headers that the browser host sends too. */
import { protocol } from 'electron'
import { rendererFile } from '../browser-host/renderer-files.ts'
import { isOwnAddress, SCHEME } from '../shell/addresses.ts'

/** Before the app is ready, and once. */
export function registerScheme(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, codeCache: true }
  protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges }])
}

export function servePage(folder: string): void {
  protocol.handle(SCHEME, async ({ url, method }) => {
    if (!isOwnAddress(url) || method !== 'GET') return new Response(null, { status: 403 })
    const { status, headers, body } = await rendererFile(new URL(url).pathname, { folder })
    return new Response(body, { status, headers })
  })
}
