/** Everything that goes wrong in a page, and every request that it makes, written down. */
import type { Page } from 'playwright'

export interface WatchedPage {
  /** In words; empty as long as all is well. */
  readonly troubles: readonly string[]
  readonly requests: readonly string[]
}

/** Breaches of the content security policy are among the errors of the console. */
export function watchPage(page: Page, troubles: string[] = []): WatchedPage {
  const requests: string[] = []
  page.on('console', (message) => {
    if (message.type() !== 'error') return
    const { url, lineNumber } = message.location()
    troubles.push(`console: ${message.text()} (${url}:${lineNumber})`)
  })
  page.on('pageerror', (error) => troubles.push(`uncaught: ${error.stack ?? error.message}`))
  page.on('crash', () => troubles.push('the page crashed'))
  page.on('request', (request) => requests.push(request.url()))
  page.on('response', (response) => {
    if (response.status() >= 400) troubles.push(`${response.status()} for ${response.url()}`)
  })
  return { troubles, requests }
}
