import { describe, expect, it } from 'vitest'
import { keyedGroups } from '../../../renderer/app/keyed-commands.ts'

const command = (group: string, title: string, keys?: string) => ({
  group,
  title,
  run: () => undefined,
  ...(keys === undefined ? {} : { keys }),
})

describe('the sheet of keys', () => {
  it('groups the commands that have keys, and tells both keys of one that has two', () => {
    const commands = [
      command('Drill', 'Start', 'S'),
      command('Go to', 'Runs', '4'),
      command('Drill', 'Start', 'Enter'),
      command('Console', 'Dark theme'),
    ]
    expect(keyedGroups(commands)).toEqual([
      { group: 'Drill', commands: [{ title: 'Start', keys: ['S', 'Enter'] }] },
      { group: 'Go to', commands: [{ title: 'Runs', keys: ['4'] }] },
    ])
  })
})
