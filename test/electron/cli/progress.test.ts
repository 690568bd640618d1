/**
 * Goal: progress is one line on a terminal and a few plain lines elsewhere. Method: an output
 * that keeps what was written, and a clock that is moved by hand.
 */
import { describe, expect, it } from 'vitest'
import { createProgress } from '../../../electron/cli/progress.ts'
import { Capture } from './captured.ts'

const CLEAR = '\r\u001b[2K'

describe('progress on a terminal', () => {
  it('is rewritten in place and cleared at the end', () => {
    const output = new Capture({ columns: 80 })
    const progress = createProgress(output, () => 0)
    progress.update('one')
    progress.update('two')
    progress.end()
    expect(output.text).toBe(`${CLEAR}one${CLEAR}two${CLEAR}`)
  })

  it('is put below a line that stays', () => {
    const output = new Capture({ columns: 80 })
    const progress = createProgress(output, () => 0)
    progress.update('live')
    progress.log('a fault')
    expect(output.text).toBe(`${CLEAR}live${CLEAR}a fault\nlive`)
  })

  it('is cut to the width, so that it stays one line', () => {
    const output = new Capture({ columns: 24 })
    createProgress(output, () => 0).update('x'.repeat(60))
    expect(output.text).toBe(`${CLEAR}${'x'.repeat(22)}…`)
  })

  it('takes a terminal that says it has no columns for one that says nothing', () => {
    const output = new Capture({ columns: 0 })
    createProgress(output, () => 0).update('x'.repeat(60))
    expect(output.text).toBe(`${CLEAR}${'x'.repeat(60)}`)
  })

  it('that showed nothing clears nothing', () => {
    const output = new Capture({ columns: 80 })
    const progress = createProgress(output, () => 0)
    progress.end()
    progress.update('live')
    progress.end()
    progress.end()
    expect(output.text).toBe(`${CLEAR}live${CLEAR}`)
  })
})

describe('progress elsewhere', () => {
  it('is a plain line now and then, and every line that stays', () => {
    const output = new Capture()
    let now = 0
    const progress = createProgress(output, () => now)
    for (; now <= 5_000; now += 100) progress.update(`at ${now}`)
    progress.log('a fault')
    progress.end()
    expect(output.text).toBe('at 0\nat 2000\nat 4000\na fault\n')
  })
})
