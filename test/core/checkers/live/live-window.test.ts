/**
 * Goal: what a window leaves out never makes a right history wrong, and what it keeps is bounded.
 * Method: histories by hand in which what an operation rests on was forgotten; all are right.
 */
import { describe, expect, it } from 'vitest'
import { LiveRegisters } from '../../../../core/checkers/live/live-registers.ts'
import { LiveWindow } from '../../../../core/checkers/live/live-window.ts'
import type { HistoryEvent } from '../../../../core/history/operation.ts'

const MAX = 2
/** More writes than a window remembers. */
const MANY = 40

/** Takes events in the order of their calls. */
class Script {
  readonly events: HistoryEvent[] = []

  begin(process: number, f: string, value: unknown, key = 'x'): void {
    this.#add({ process, type: 'invoke', f, key, value })
  }

  end(process: number, f: string, value: unknown, key = 'x'): void {
    this.#add({ process, type: 'ok', f, key, value })
  }

  /** Begins, and ends at once. */
  whole(process: number, f: string, value: unknown, key = 'x'): void {
    this.begin(process, f, f === 'read' ? null : value, key)
    this.end(process, f, value, key)
  }

  #add(event: Omit<HistoryEvent, 'index' | 'time'>): void {
    const index = this.events.length
    this.events.push({ ...event, index, time: index })
  }
}

/** Every sentence that is told of a key, judged after each event. */
function told(events: readonly HistoryEvent[]): readonly string[] {
  const live = new LiveRegisters({ timed: false }, MAX)
  return events.flatMap((event) => {
    live.add(event)
    return live.check().map(({ witness }) => witness.sentence)
  })
}

describe('a window of the history', () => {
  it('takes a compare-and-set for a plain write where what it expected was forgotten', () => {
    const script = new Script()
    script.whole(0, 'write', 1)
    // Takes effect at once, and is answered only when the write before it is long forgotten.
    script.begin(1, 'cas', [1, 2])
    for (let value = 3; value < MANY; value++) script.whole(0, 'write', value)
    script.end(1, 'cas', [1, 2])
    expect(told(script.events)).toEqual([])
  })

  it('takes the source of what was read for a plain write as well', () => {
    const script = new Script()
    script.whole(0, 'write', 1)
    script.whole(0, 'cas', [1, 2])
    for (let read = 0; read < MANY; read++) script.whole(0, 'read', 2)
    // Forgets the write of 1, and still knows the compare-and-set.
    for (let value = 3; value < MANY; value++) {
      script.whole(0, 'write', value)
      expect(told(script.events)).toEqual([])
    }
  })

  it('takes the source of what was compared for a plain write as well', () => {
    for (let between = 0; between < MANY; between++) {
      const script = new Script()
      script.whole(0, 'write', 1)
      script.whole(0, 'cas', [1, 2])
      script.begin(1, 'cas', [2, 3])
      for (let value = 0; value < between; value++) script.whole(0, 'write', 100 + value)
      script.end(1, 'cas', [2, 3])
      expect(told(script.events)).toEqual([])
    }
  })

  it('does not know of a value whose write it forgot, and says nothing of who reads it', () => {
    const script = new Script()
    script.whole(0, 'write', 1)
    script.begin(1, 'read', null)
    for (let value = 2; value < MANY; value++) script.whole(0, 'write', value)
    script.end(1, 'read', 1)
    expect(told(script.events)).toEqual([])
  })

  it('keeps as much of many keys together as of one', () => {
    const window = new LiveWindow({ operationsMax: 64 })
    for (const keys of [1, 4, 16]) {
      const script = new Script()
      for (let value = 0; value < 3_000; value++) {
        script.whole(0, 'write', `${keys} ${value}`, `k${value % keys}`)
      }
      for (const event of script.events) window.add(event)
      const kept = [...window.changed()].reduce((sum, { operations }) => sum + operations.length, 0)
      expect(kept).toBeLessThanOrEqual(2 * 64)
    }
  })
})
