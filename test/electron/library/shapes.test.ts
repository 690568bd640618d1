/**
 * Goal: what is refused as not ours is really not ours. Method: every drill of the library, as a
 * run file would keep it.
 */
import { expect, it } from 'vitest'
import { listDrills } from '../../../electron/drill-files/drill-library.ts'
import { loadDrill } from '../../../electron/drill-files/load-drill.ts'
import { isDrill } from '../../../electron/library/shapes.ts'
import { settingsOf } from '../../../electron/library/run-settings.ts'

it.each(await listDrills())('the drill $name is one of ours', async ({ file }) => {
  const loaded = await loadDrill(file)
  if (!loaded.ok) throw new Error(`${file} does not load`)
  const { drill } = loaded
  const kept = JSON.parse(JSON.stringify(drill)) as typeof drill
  expect(isDrill(kept)).toBe(true)
  const settings = settingsOf({ drill, seed: '1', simulated: true, faultlineVersion: '0.1.0' })
  for (const [name, text] of settings) {
    expect(`${name} ${text}`).not.toMatch(/undefined|NaN|\[object/)
  }
})
