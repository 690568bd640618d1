/** Goal: a few letters find a command. Method: a handful of commands and what people type. */
import { describe, expect, it } from 'vitest'
import { matchingCommands } from '../../../renderer/app/command-search.ts'

const commands = [
  { group: 'Drill', title: 'HALT: undo every fault now', run: () => undefined },
  { group: 'Go to', title: 'Runs', run: () => undefined },
  { group: 'Go to', title: 'Drill room', run: () => undefined },
  { group: 'Go to', title: 'Runs', run: () => undefined },
]
const titles = (typed: string) => matchingCommands(commands, typed).map(({ title }) => title)

describe('matchingCommands', () => {
  it('lists each command once where nothing was typed', () => {
    expect(titles('')).toEqual(['HALT: undo every fault now', 'Runs', 'Drill room'])
  })

  it('wants every word, in the group or in the title', () => {
    expect(titles('go run')).toEqual(['Runs'])
    expect(titles('go halt')).toEqual([])
  })

  it('puts first what begins with the letters', () => {
    expect(titles('drill')).toEqual(['Drill room', 'HALT: undo every fault now'])
  })
})
