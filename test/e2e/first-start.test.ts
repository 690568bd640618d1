/**
 * Goal: who opens Faultline for the first time is led to a drill, and who names a drill at the
 * start finds it running. Method: an empty home; the command line as a person types it.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { describe, expect, it } from 'vitest'
import { PROJECT_ROOT } from '../../electron/start/ensure-built.ts'
import { launchBrowser } from './browser.ts'
import { useConsole } from './console-in-test.ts'
import { doorsHere } from './doors.ts'
import { leaderElected } from './moves.ts'
import { watchPage } from './troubles.ts'
import { makeFolder } from '../folders/test-folder.ts'

describe.each(doorsHere())('the first start, through the door %s', (door) => {
  const at = useConsole(door)

  it('greets with three drills, and one press stages one', async () => {
    const { page } = at()
    const greeting = page.getByRole('region', { name: /^Break a distributed system/ })
    await greeting.waitFor()
    expect(await greeting.getByRole('listitem').count()).toBe(3)
    await greeting.getByRole('button', { name: 'Open leader-loss in the room' }).click()
    await page.getByRole('heading', { name: 'leader-loss', level: 1 }).waitFor()
    await page.getByRole('button', { name: 'Start drill' }).waitFor()
  })

  it('has the same three where runs will be, in place of an empty table', async () => {
    const { page } = at()
    await page.getByRole('link', { name: 'Runs' }).click()
    await page.getByRole('heading', { name: 'No run yet' }).waitFor()
    expect(await page.getByRole('main').getByRole('listitem').count()).toBe(3)
  })
})

describe('npm start -- --drill leader-loss', () => {
  it('shows that drill running', async () => {
    const folder = makeFolder('e2e')
    const home = folder.path
    const program = join(PROJECT_ROOT, 'electron/cli/faultline.mjs')
    const words = ['start', '--browser', '--no-open', '--drill', 'leader-loss']
    const child = spawn(process.execPath, [program, ...words], {
      env: { ...process.env, FAULTLINE_HOME: home },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const ended = once(child, 'exit')
    const browser = await launchBrowser()
    try {
      const [address] = (await once(createInterface(child.stdout), 'line')) as [string]
      const page = await browser.newPage()
      const { troubles } = watchPage(page)
      await page.goto(address)
      await page.getByRole('heading', { name: 'leader-loss', level: 1 }).waitFor()
      await leaderElected(page)
      expect(troubles).toEqual([])
    } finally {
      await browser.close()
      child.kill('SIGINT')
      await ended
      folder.remove()
    }
  })
})
