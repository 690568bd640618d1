/**
 * Goal: steps move what machines read and no timer; rates bend both; the evidence is what moved.
 * Method: a monotonic clock that the test moves by hand.
 */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { MachineClock } from '../../../electron/node-host/clock.ts'
import { MachineTimers } from '../../../electron/node-host/machine-timers.ts'

let trueMs = 0
let clock: MachineClock

beforeEach(() => {
  vi.useFakeTimers()
  trueMs = 0
  clock = new MachineClock({
    startedAtNs: 5_000n,
    epochMs: 1_000,
    monotonicNs: () => BigInt(Math.round(trueMs * 1e6)) + 5_000n,
  })
})
afterEach(() => vi.useRealTimers())

function pass(ms: number): void {
  trueMs += ms
  vi.advanceTimersByTime(ms)
}

test('a clock without faults is the true one', () => {
  pass(12.75)
  expect(clock.instant()).toEqual({ atUs: 12_750, now: 1_012 })
  expect(clock.offsetMs()).toBe(0)
  expect(clock.evidence()).toEqual(new Map())
})

test('a step moves the time that is read, forward and back, and is counted', () => {
  clock.step('jump', 500)
  pass(10)
  expect(clock.instant()).toEqual({ atUs: 10_000, now: 1_510 })
  expect(clock.timerMs()).toBe(10)
  clock.step('jump', -500)
  expect(clock.instant().now).toBe(1_010)
  expect(clock.evidence()).toEqual(new Map([['jump', { clockMovedMs: 500 }]]))
  clock.step('jump', -700)
  expect(clock.instant().now).toBe(310)
  expect(clock.evidence()).toEqual(new Map([['jump', { clockMovedMs: -700 }]]))
})

test('a strobe moves the time that is read to and fro, and is no offset', () => {
  pass(1_000)
  clock.strobe('to and fro', 500, 100)
  const shown = [0, 100, 100, 100].map((ms) => {
    pass(ms)
    return clock.instant().now - 1_000
  })
  expect(shown).toEqual([1_500, 1_100, 1_700, 1_300])
  expect(clock.offsetMs()).toBe(0)
  expect(clock.timerMs()).toBe(1_300)
  expect(clock.evidence()).toEqual(new Map([['to and fro', { clockMovedMs: 500 }]]))
  pass(100)
  clock.lift('to and fro')
  expect(clock.instant().now - 1_000).toBe(1_400)
})

test('a rate gains while it stands; what was gained stays when it is lifted', () => {
  pass(100)
  clock.setRate('drift', 100_000)
  pass(1_000)
  expect(clock.timerMs()).toBeCloseTo(1_200)
  expect(clock.offsetMs()).toBe(100)
  expect(clock.lift('drift')).toBe(true)
  pass(1_000)
  expect(clock.offsetMs()).toBe(100)
  expect(clock.timerMs()).toBeCloseTo(2_200)
  expect(clock.evidence()).toEqual(new Map([['drift', { clockMovedMs: 100 }]]))
  expect(clock.lift('drift')).toBe(false)
})

test('several rates add up, and each is told apart', () => {
  clock.setRate('one', 200_000)
  pass(100)
  clock.setRate('two', -100_000)
  pass(100)
  expect(clock.offsetMs()).toBe(30)
  expect(clock.evidence()).toEqual(
    new Map([
      ['one', { clockMovedMs: 40 }],
      ['two', { clockMovedMs: -10 }],
    ]),
  )
})

test('timers fire at the machine rate, once, and in the order in which they are due', () => {
  const fired: string[] = []
  const timers = new MachineTimers(clock, (machine, name) => {
    fired.push(`${machine} ${name} ${Math.round(trueMs)}`)
    if (name === 'again' && fired.length < 3) timers.set(machine, name, 10)
  })
  timers.set('n1', 'b', 40)
  timers.set('n1', 'a', 20)
  timers.set('n1', 'c', 30)
  timers.clear('n1', 'c')
  timers.arm()
  pass(20)
  expect(fired).toEqual(['n1 a 20'])
  clock.setRate('fast', 1_000_000)
  timers.rearm()
  pass(10)
  expect(fired).toEqual(['n1 a 20', 'n1 b 30'])
  timers.set('n1', 'again', 10)
  timers.arm()
  pass(5)
  expect(fired).toEqual(['n1 a 20', 'n1 b 30', 'n1 again 35'])
  pass(1_000)
  expect(fired).toHaveLength(3)
})

test('a timer that comes too early waits for its time', () => {
  const fired: number[] = []
  const timers = new MachineTimers(clock, () => fired.push(trueMs))
  timers.set('n1', 't', 10)
  timers.arm()
  vi.advanceTimersByTime(10)
  expect(fired).toEqual([])
  trueMs = 9
  vi.advanceTimersByTime(10)
  expect(fired).toEqual([])
  pass(1)
  expect(fired).toEqual([10])
})

test('after stop nothing fires', () => {
  const fired: string[] = []
  const timers = new MachineTimers(clock, (_, name) => fired.push(name))
  timers.set('n1', 't', 10)
  timers.arm()
  timers.stop()
  timers.set('n1', 'u', 10)
  timers.arm()
  pass(100)
  expect(fired).toEqual([])
})
