/** Goal: a promise that broke is named, and its sentence can be found on the axis of the room. */
import { expect, it } from 'vitest'
import {
  brokenHeadline,
  clocksApart,
  moreBroken,
} from '../../../renderer/views/room/broken-promises.ts'

it('names the promise as a sentence does', () => {
  expect(brokenHeadline({ check: 'bank-totals' })).toBe('Bank-totals is broken.')
})

it('says how many more there are', () => {
  expect(moreBroken(1)).toBe('And 1 more')
  expect(moreBroken(12)).toBe('And 12 more')
})

it('tells when the clients began by the clock of the sentence', () => {
  expect(clocksApart({ atMs: 1_630, atUs: 4_256_400 })).toBe(
    'Times of the run: its clients began at 2.626 s.',
  )
})
