/**
 * Goal: every screen can be read by everybody, dark and light, holds still for who asks for it,
 * and keeps to its own origin and policy. Method: a walk over all of them with axe-core; breaches
 * of the policy are errors of the console, which fail any spec.
 */
import { describe, expect, it } from 'vitest'
import { readableInBothThemes } from './axe.ts'
import { useConsole } from './console-in-test.ts'
import { doorsHere } from './doors.ts'
import { DOOMED } from './own-drills.ts'
import { SCREENS } from './screens.ts'

const MISTAKEN = DOOMED.replace('drill: doomed', 'drill: mistaken').replace(
  'nodes: 3',
  'nodes: many',
)

/** Web animations that go on, transitions among them; the caret of a text field is not one. */
const MOVING = `document.getAnimations().filter(({ playState }) => playState === 'running').length`

describe.each(doorsHere())('through the door %s', (door) => {
  const at = useConsole(door, {
    runs: ['kept', 'kept-again', 'broken'],
    drills: { doomed: DOOMED, mistaken: MISTAKEN },
  })

  describe.each(SCREENS)('$title', ({ open }) => {
    it('has no serious violation in the dark, nor in the light', async () => {
      const { page } = at()
      await page.emulateMedia({ reducedMotion: 'reduce' })
      await open(page)
      await readableInBothThemes(page)
      expect(await page.evaluate(MOVING)).toBe(0)
    })
  })

  it('asked nobody but itself on the way', () => {
    const { page, requests } = at()
    const own = new URL(page.url()).origin
    const origins = new Set(requests.map((address) => new URL(address).origin))
    expect([...origins]).toEqual([own])
  })
})
