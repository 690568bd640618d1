/**
 * Goal: a drill that is written means what it meant. Method: every drill of the library, read,
 * written, read again; and every kind of target.
 */
import { describe, expect, it } from 'vitest'
import { parseSelector } from '../../../core/drills/parse-selector.ts'
import { writeSelector } from '../../../core/drills/write-drill.ts'
import { listDrills } from '../../../electron/drill-files/drill-library.ts'
import { drillText } from '../../../electron/drill-files/drill-text.ts'
import { parseDrill } from '../../../electron/drill-files/load-drill.ts'

describe('writeDrill', async () => {
  const drills = await listDrills()

  it.each(drills.map(({ name, drill }) => [name, drill] as const))(
    'gives %s back',
    (name, drill) => {
      const text = drillText(drill)
      const again = parseDrill(text, `${name}.yaml`)
      expect(again).toMatchObject({ ok: true })
      expect(again.ok && again.drill).toEqual(drill)
    },
  )
})

describe('the seed of a file', () => {
  it('is read and written', () => {
    const text = `
drill: seeded
question: Which run?
hypothesis: This one.
seed: 17
system: { kind: raft }
workload: { kind: register, duration: 1s }
`
    const read = parseDrill(text, 'seeded.yaml')
    expect(read).toMatchObject({ ok: true, drill: { seed: '17' } })
    if (!read.ok) return
    expect(parseDrill(drillText(read.drill), 'again.yaml')).toMatchObject({ drill: read.drill })
  })
})

describe('writeSelector', () => {
  it.each([
    'leader',
    'n3',
    'n1 -> n2',
    'leader <-> followers',
    'n1, n2 -> n3',
    ['n1', 'c2'],
    ['leader', 'c1', 'c2'],
    { random: 2 },
    { followers: 1 },
    { zone: 'a' },
    { groups: ['n1', ['n2', 'n3']] },
  ])('gives %j back', (target) => {
    const read = parseSelector(target, [])
    expect(read.ok).toBe(true)
    if (!read.ok) return
    expect(parseSelector(writeSelector(read.selector), [])).toEqual(read)
  })
})
