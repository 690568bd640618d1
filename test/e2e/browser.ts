/**
 * The Chromium that comes inside an npm package, driven by Playwright: no browser is installed and
 * none is downloaded.
 */
import chromium from '@sparticuz/chromium'
import { chromium as playwright, type Browser } from 'playwright'

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
  return playwright.launch({
    executablePath: await chromium.executablePath(),
    args: [...ARGUMENTS, ...extra],
    headless: true,
  })
}
