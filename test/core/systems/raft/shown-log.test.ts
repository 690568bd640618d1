/** Goal: people see the log of a node as it is. Method: a node's state, filled by hand. */
import { expect, it } from 'vitest'
import type { Context } from '../../../../core/runtime/machine.ts'
import type { EntryCommand } from '../../../../core/systems/raft/entry.ts'
import { Decisions } from '../../../../core/systems/raft/decisions.ts'
import { raftOptions } from '../../../../core/systems/raft/options.ts'
import { ShownLog } from '../../../../core/systems/raft/shown-log.ts'
import { RaftState } from '../../../../core/systems/raft/state.ts'

const apply = (operation: Extract<EntryCommand, { kind: 'apply' }>['operation']): EntryCommand => ({
  kind: 'apply',
  session: 1,
  sequence: 1,
  operation,
})

const LINES: readonly (readonly [EntryCommand, string])[] = [
  [{ kind: 'noop' }, 'nothing: opens the term'],
  [apply({ f: 'write', key: 'x', value: 7 }), 'x = 7'],
  [apply({ f: 'cas', key: 'x', value: [7, 8] }), 'x = 8 if 7'],
  [apply({ f: 'transfer', value: { from: 'a', to: 'b', amount: 5 } }), 'a to b: 5'],
  [apply({ f: 'open-accounts', value: { accounts: ['a', 'b'], balance: 10 } }), '2 accounts of 10'],
  [apply({ f: 'open-session' }), 'session'],
  [apply({ f: 'write', key: 'x', value: 'long'.repeat(100) }), `x = "${'long'.repeat(9)}lo…`],
]

it('shows each entry in one short line, and nothing outside the log', () => {
  const state = new RaftState({
    id: 'n1',
    members: ['n1'],
    options: raftOptions({}),
    decisions: new Decisions(),
  })
  const view = new ShownLog(state)
  const store = { store: () => 1 } as unknown as Context
  state.append(
    store,
    LINES.map(([command]) => ({ term: 3, command })),
  )
  state.commit = 2
  expect(view).toMatchObject({ base: 0, lastIndex: LINES.length, commit: 2 })
  for (const [place, [, text]] of LINES.entries()) {
    expect(view.lineAt(place + 1)).toEqual({ term: 3, text })
  }
  expect(view.lineAt(0)).toBeUndefined()
  expect(view.lineAt(LINES.length + 1)).toBeUndefined()
  expect(view.entryAt(1)).toBe(view.entryAt(1))
  expect(view.entryAt(1)).not.toBe(view.entryAt(2))
})
