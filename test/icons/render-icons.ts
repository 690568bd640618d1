/**
 * Renders `resources/icons/icon.svg` into the PNGs that the packages need, with the Chromium that
 * the end-to-end tests use: `node test/icons/render-icons.ts`. The result is committed.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { launchBrowser } from '../e2e/browser.ts'

const ICON_SIZES = [16, 24, 32, 48, 64, 128, 256, 512, 1024]

const FOLDER = resolve(import.meta.dirname, '../../resources/icons')

const source = await readFile(resolve(FOLDER, 'icon.svg'), 'utf8')
const browser = await launchBrowser()
try {
  const page = await browser.newPage()
  for (const size of ICON_SIZES) {
    await page.setViewportSize({ width: size, height: size })
    // A thin trace is mud on so few pixels.
    const bold = size < 32 ? 'path { stroke-width: 84px }' : ''
    const style = `<style>* { margin: 0 } svg { display: block; width: ${size}px } ${bold}</style>`
    await page.setContent(`${style}${source}`)
    const png = await page.screenshot({ omitBackground: true })
    await writeFile(resolve(FOLDER, `${size}x${size}.png`), png)
  }
} finally {
  await browser.close()
}
