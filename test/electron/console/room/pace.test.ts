/** Goal: news is told at once, and no screen is flooded. Method: the clock of the test. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Pace } from '../../../../electron/console/room/pace.ts'
import { poll } from '../../../../electron/console/room/poll.ts'

let told: number[]
let pace: Pace
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  told = []
  const beganMs = performance.now()
  pace = new Pace({
    tell: () => told.push(performance.now() - beganMs),
    usualMs: 100,
    leastMs: 50,
  })
  pace.start()
})
afterEach(() => {
  pace.stop()
  vi.useRealTimers()
})

it('tells at its usual pace where nothing is new', () => {
  vi.advanceTimersByTime(350)
  expect(told).toEqual([100, 200, 300])
})

it('tells news at once, and the rest of it when a screen can use it', () => {
  vi.advanceTimersByTime(160)
  pace.news()
  vi.advanceTimersByTime(1)
  expect(told).toEqual([100, 160])
  for (let count = 0; count < 30; count++) {
    pace.news()
    vi.advanceTimersByTime(1)
  }
  expect(told).toEqual([100, 160])
  vi.advanceTimersByTime(100)
  expect(told).toEqual([100, 160, 210])
})

it('is never faster than its least pace, however much is new', () => {
  for (let count = 0; count < 1_000; count++) {
    pace.news()
    vi.advanceTimersByTime(1)
  }
  expect(told.length).toBeLessThanOrEqual(21)
  expect(told.length).toBeGreaterThan(18)
})

it('says nothing once it was stopped', () => {
  pace.stop()
  pace.news()
  vi.advanceTimersByTime(1_000)
  expect(told).toEqual([])
})

it('never asks while an answer is awaited, and goes on after one that failed', async () => {
  let asked = 0
  let answer = Promise.withResolvers<undefined>()
  const stop = poll(100, async () => {
    asked++
    await answer.promise
  })
  await vi.advanceTimersByTimeAsync(1_000)
  expect(asked).toBe(1)
  answer.reject(new Error('gone'))
  answer = Promise.withResolvers()
  await vi.advanceTimersByTimeAsync(150)
  expect(asked).toBe(2)
  stop()
  answer.resolve(undefined)
  await vi.advanceTimersByTimeAsync(1_000)
  expect(asked).toBe(2)
})
