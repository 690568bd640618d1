/**
 * Goal: the console comes up through every door that this computer has, and nothing leaves for
 * another place. Method: the real page; every request that it makes is written down.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ensureBuilt } from '../../electron/start/ensure-built.ts'
import { doorsHere, openConsole, type OpenedConsole } from './doors.ts'

beforeAll(async () => {
  expect((await ensureBuilt({ building: () => undefined })).kind).not.toBe('failed')
})

describe.each(doorsHere())('the console through the door %s', (door) => {
  let opened: OpenedConsole
  const requests: string[] = []
  const problems: string[] = []

  beforeAll(async () => {
    opened = await openConsole(door)
    opened.page.on('request', (request) => requests.push(request.url()))
    opened.page.on('console', (message) => {
      if (message.type() === 'error') problems.push(message.text())
    })
    await opened.page.reload()
  })

  afterAll(() => opened.close())

  it('shows itself, and keeps its token out of the address', async () => {
    await opened.page.getByRole('main').waitFor()
    expect(await opened.page.title()).toContain('Faultline')
    expect(opened.page.url()).not.toContain('token')
  })

  it('asks nobody but itself, and breaks no rule of its policy', () => {
    const origins = new Set(requests.map((address) => new URL(address).host))
    expect([...origins]).toEqual([new URL(opened.page.url()).host])
    expect(problems).toEqual([])
  })

  it('cannot reach another place even if it tried', async () => {
    const outcome = await opened.page.evaluate(`
      fetch('http://127.0.0.1:9/').then(() => 'reached', () => 'refused')
    `)
    expect(outcome).toBe('refused')
    expect(problems.join()).toContain('Content Security Policy')
  })
})
