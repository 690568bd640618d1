import { describe, expect, it } from 'vitest'
import { logRows } from '../../../renderer/timeline/log-rows.ts'
import { stateRows } from '../../../renderer/timeline/machine-state.ts'
import { LINES_MAX, valueLines } from '../../../renderer/timeline/value-lines.ts'

const entry = (index: number, term: number, text: string) => ({
  index,
  term,
  text,
  committed: true,
})
const machine = (name: string, inspection: { [field: string]: unknown } | null) => ({
  name,
  role: 'node' as const,
  incarnation: 1,
  inspection,
  log: null,
})

describe('two logs side by side', () => {
  it('mark entries that differ, and those that only one has', () => {
    const left = [entry(7, 3, 'y = 2'), entry(8, 3, 'x = 5')]
    const right = [entry(7, 3, 'y = 2'), entry(8, 4, 'x = 7'), entry(9, 4, 'y = 1')]
    expect(logRows(left, right).map(({ index, differs }) => [index, differs])).toEqual([
      [7, false],
      [8, true],
      [9, true],
    ])
  })

  it('say nothing of what lies before the part that is known', () => {
    const left = [entry(7, 3, 'a'), entry(8, 3, 'b')]
    expect(logRows(left, [entry(8, 3, 'b')]).map(({ differs }) => differs)).toEqual([false, false])
    expect(logRows(left, null).some(({ differs }) => differs)).toBe(false)
  })

  it('show what the other has far beyond, and that something lies between', () => {
    const left = [entry(7, 3, 'a'), entry(8, 3, 'b')]
    const right = Array.from({ length: 30 }, (_, at) => entry(100 + at, 4, 'c'))
    const rows = logRows(left, right)
    expect(rows.map(({ index }) => index)).toEqual([7, 8, 126, 127, 128, 129])
    expect(rows.map(({ gap }) => gap)).toEqual([false, false, true, false, false, false])
    expect(rows.map(({ differs }) => differs)).toEqual([false, false, true, true, true, true])
  })
})

describe('the states of machines', () => {
  it('tell a leader that another has replaced', () => {
    const rows = stateRows([
      machine('n1', { role: 'leader', term: 3, commit: 10, lastIndex: 12, leader: 'n1' }),
      machine('n2', null),
      machine('n3', { role: 'leader', term: 4, commit: 11, lastIndex: 11, leader: 'n3' }),
    ])
    expect(rows.map(({ role, stale, down }) => [role, stale, down])).toEqual([
      ['leader', true, false],
      ['down', false, true],
      ['leader', false, false],
    ])
    expect(rows[0]).toMatchObject({ term: '3', progress: '10 / 12' })
  })

  it('show a dash for what a system does not have', () => {
    const [row] = stateRows([machine('n1', { role: 'replica', applied: 7, leader: { odd: true } })])
    expect(row).toMatchObject({ role: 'replica', term: '–', progress: '7', leader: '–' })
  })
})

describe('a value as lines', () => {
  it('keeps what is short on one line and unfolds the rest', () => {
    expect(valueLines({ type: 'append', entries: [{ index: 1, body: { f: 'write' } }] })).toEqual([
      { depth: 0, name: 'type', text: 'append' },
      { depth: 0, name: 'entries', text: '' },
      { depth: 1, name: '0', text: '' },
      { depth: 2, name: 'index', text: '1' },
      { depth: 2, name: 'body', text: 'f write' },
    ])
  })

  it('is bounded in lines, depth and length', () => {
    let deep: unknown = 1
    for (let level = 0; level < 50; level++) deep = { deep, more: { a: { b: 1 } } }
    expect(valueLines(Array.from({ length: 5_000 }, () => deep)).length).toBe(LINES_MAX + 1)
    expect(valueLines('x'.repeat(1_000_000))[0]?.text.length).toBeLessThan(300)
  })
})
