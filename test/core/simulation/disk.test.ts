/** Goal: a disk keeps what it must after each kind of crash, and not a record more. */
import { describe, expect, it } from 'vitest'
import { Prng } from '../../../core/base/prng.ts'
import type { CrashKind } from '../../../core/faults/action.ts'
import { SimulatedDisk } from '../../../core/simulation/disk.ts'

const record = (name: string) => ({ type: name })

function disk(): SimulatedDisk {
  return new SimulatedDisk({ syncFromUs: 100, syncToUs: 1_000 }, new Prng('disk'))
}

/** Two durable records, one that a sync is writing, one that only was written. */
function busyDisk(): SimulatedDisk {
  const busy = disk()
  busy.append(record('a'), 1)
  busy.append(record('b'), 2)
  busy.beginSync()
  expect(busy.endSync()).toBe(2)
  busy.append(record('c'), 3)
  busy.beginSync()
  busy.append(record('d'), 4)
  return busy
}

function kept(after: SimulatedDisk): string {
  const opened = after.open()
  if (opened.kind === 'damaged') return opened.detail
  return opened.records.map(({ type }) => type).join('') + (opened.torn ? '|' : '')
}

describe('simulated disk', () => {
  it.each<[CrashKind, string]>([
    ['process', 'abcd'],
    ['power', 'ab'],
    ['torn', 'ab|'],
  ])('after a crash of kind %s it holds %s', (kind, expected) => {
    const busy = busyDisk()
    const lost = busy.crash(kind)
    expect(lost > 0).toBe(kind !== 'process')
    expect(kept(busy)).toBe(expected)
    expect(busy.durablePosition).toBe(0)
  })

  it('makes everything durable that was written when the sync began, and no more', () => {
    const busy = busyDisk()
    expect(busy.dirty).toBe(false)
    expect(busy.endSync()).toBe(3)
    expect(busy.durablePosition).toBe(3)
    expect(busy.dirty).toBe(true)
    busy.crash('power')
    expect(kept(busy)).toBe('abc')
  })

  it('rewrites all or nothing', () => {
    const written = busyDisk()
    written.rewrite([record('x')], 5)
    written.append(record('y'), 6)
    expect(written.endSync()).toBe(3)
    written.crash('power')
    expect(kept(written)).toBe('abc')
    const synced = busyDisk()
    synced.rewrite([record('x')], 5)
    synced.append(record('y'), 6)
    synced.endSync()
    synced.beginSync()
    synced.endSync()
    synced.crash('power')
    expect(kept(synced)).toBe('xy')
  })

  it('reports a flipped bit as damage, until it is wiped', () => {
    const damaged = busyDisk()
    damaged.crash('power')
    expect(damaged.flipBit('tail')).toBe(1)
    expect(kept(damaged)).toBe('record 2 of 2 is damaged')
    damaged.wipe()
    expect(kept(damaged)).toBe('')
    expect(damaged.flipBit('middle')).toBe(0)
  })

  it('slows syncs down and says by how much, refuses writes and says for whom', () => {
    const slow = disk()
    slow.install('f1', { type: 'slow-fsync', ms: 50 })
    slow.append(record('a'), 1)
    const { takesUs, slowed } = slow.beginSync()
    expect(takesUs).toBe(50_000)
    expect(slowed?.fault).toBe('f1')
    expect(slow.lift('f1')).toBe(1)
    slow.install('f2', { type: 'no-space' })
    expect(slow.append(record('b'), 2)).toEqual({
      fault: 'f2',
      reason: 'no space left on the disk',
    })
    slow.crash('process')
    expect(kept(slow)).toBe('a')
  })

  it('fails a sync while told to, and says for whom', () => {
    const failing = disk()
    failing.append(record('a'), 1)
    failing.beginSync()
    expect(failing.failedSync()).toBeNull()
    failing.install('f1', { type: 'fsync-error' })
    expect(failing.failedSync()).toEqual({ fault: 'f1', reason: 'the disk failed a sync' })
    expect(failing.append(record('b'), 2)).toBeNull()
  })
})
