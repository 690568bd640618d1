/**
 * The Chromium that comes inside an npm package, driven by Playwright: no browser is installed and
 * none is downloaded.
 */
import chromium from '@sparticuz/chromium'
import { chromium as playwright, type Browser, type BrowserServer } from 'playwright'

/** Its own arguments are for a machine in a data centre: these few are all that a test needs. */
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
]

export async function launchBrowser(extra: readonly string[] = []): Promise<Browser> {
  return playwright.launch(await launchOptions(extra))
}

/** One for many processes, each of which connects to it with pages of its own. */
export async function serveBrowser(): Promise<BrowserServer> {
  return playwright.launchServer({ ...(await launchOptions()), host: '127.0.0.1' })
}

/** Closing what this resolves with closes its pages, not the browser. */
export function connectBrowser(address: string): Promise<Browser> {
  return playwright.connect(address)
}

async function launchOptions(extra: readonly string[] = []) {
  return {
    executablePath: await chromium.executablePath(),
    args: [...ARGUMENTS, ...extra],
    headless: true,
  }
}
