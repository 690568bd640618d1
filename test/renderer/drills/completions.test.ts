/**
 * Goal: wherever an author stops in a drill file, what may follow is offered, and nothing that may
 * not. Method: the schema of the program; `|` is the cursor.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { drillSchema } from '../../../core/drills/schema.ts'
import { listDrills } from '../../../electron/drill-files/drill-library.ts'
import { LIBRARY, loadDrill } from '../../../electron/drill-files/load-drill.ts'
import { completionsAt } from '../../../renderer/views/drills/editor/completions.ts'

const schema = drillSchema(LIBRARY)
const HEAD = 'drill: mine\nquestion: What?\n'

function at(text: string) {
  const offset = text.indexOf('|')
  return completionsAt(schema, text.slice(0, offset) + text.slice(offset + 1), offset)
}

function labels(text: string): readonly string[] {
  return at(text)?.options.map(({ label }) => label) ?? []
}

/** The text after the first option with that label was taken. */
function taken(text: string, label: string): string {
  const found = at(text)
  const option = found?.options.find((each) => each.label === label)
  if (found === null || option === undefined) throw new Error(`no ${label}`)
  const plain = text.replace('|', '')
  const before = plain.slice(0, found.from) + option.insert.slice(0, option.cursor)
  return `${before}|${option.insert.slice(option.cursor)}${plain.slice(found.to)}`
}

test('An empty line at the left offers the keys of a drill, what must be there first.', () => {
  const offered = labels(`${HEAD}|`)
  expect(offered.slice(0, 3)).toEqual(['hypothesis', 'system', 'workload'])
  expect(offered).toContain('abort-when')
  expect(offered).not.toContain('drill')
  expect(labels(`${HEAD}|\ntags: [a]\n`)).not.toContain('tags')
})

test('A key that is begun is replaced as a whole, with its colon only where it has none.', () => {
  expect(taken(`${HEAD}hyp|`, 'hypothesis')).toBe(`${HEAD}hypothesis: |`)
  expect(taken(`${HEAD}hy|p: x\n`, 'hypothesis')).toBe(`${HEAD}hypothesis|: x\n`)
})

test('The value of a key with few words is one of them.', () => {
  expect(labels(`${HEAD}difficulty: |`)).toEqual(['easy', 'medium', 'hard'])
  expect(labels(`${HEAD}difficulty: m|\nsystem: {}\n`)).toEqual(['easy', 'medium', 'hard'])
  expect(labels(`${HEAD}concept: |`)).toContain('Elections')
})

test('A map on the line of its key is offered in braces, one for each kind.', () => {
  expect(labels(`${HEAD}system: |\n`)).toEqual(['{ kind: raft }', '{ kind: abd }'])
  expect(taken(`${HEAD}system: |\n`, '{ kind: raft }')).toBe(`${HEAD}system: { kind: raft| }\n`)
})

test('A map on its own lines begins with its kind, which decides its other keys.', () => {
  expect(labels(`${HEAD}system:\n  |`)).toEqual(['kind'])
  expect(labels(`${HEAD}system:\n  kind: |`)).toEqual(['raft', 'abd'])
  const keys = labels(`${HEAD}system:\n  kind: raft\n  |\nworkload:\n`)
  expect(keys).toContain('election-timeout')
  expect(keys).not.toContain('kind')
  expect(labels(`${HEAD}system: { kind: abd, | }`)).not.toContain('election-timeout')
})

test('Faults of a schedule know their kinds and the parameters of each.', () => {
  const schedule = `${HEAD}schedule:\n`
  expect(labels(`${schedule}  - |`)).toEqual(['at', 'fault', 'undo'])
  expect(labels(`${schedule}  |`)).toContain('- at')
  expect(labels(`${schedule}  - at: 1s\n    |\n  - at: 2s\n`)).toEqual(['fault', 'undo'])
  expect(labels(`${schedule}  - at: |`)).toContain('5s')
  expect(labels(`${schedule}  - at: 1s\n    undo: |`)).toEqual(['all'])
  expect(labels(`${schedule}  - at: 1s\n    fault: { | }`)).toEqual(['kind'])
  const kinds = at(`${schedule}  - at: 1s\n    fault: { kind: | }`)?.options ?? []
  expect(kinds.map(({ label }) => label)).toEqual(LIBRARY.faults.map(({ kind }) => kind))
  expect(kinds.every(({ description }) => description.length > 10)).toBe(true)
  const keys = labels(`${schedule}  - at: 1s\n    fault: { kind: delay, | }`)
  expect(keys).toEqual(expect.arrayContaining(['target', 'shape', 'by', 'spread', 'for']))
  expect(keys).not.toContain('down-for')
  expect(labels(`${schedule}  - at: 1s\n    fault: { kind: kill, | }`)[0]).toBe('target')
})

test('Targets and words of a parameter are offered.', () => {
  const fault = (inside: string): string => `${HEAD}schedule:\n  - at: 1s\n    fault: { ${inside} }`
  expect(labels(fault('kind: kill, target: |'))).toEqual(
    expect.arrayContaining(['leader', 'majority', '{ random: 2 }']),
  )
  expect(labels(fault('kind: partition, shape: |'))).toContain('halves')
  expect(labels(fault('kind: delay, keep-order: |'))).toEqual(['true', 'false'])
  const found = at(fault('kind: delay, shape: |'))?.options ?? []
  expect(found.find(({ label }) => label === 'constant')?.detail).toBe('default')
})

test('Lists of words offer what they do not hold yet, in brackets and on lines.', () => {
  const offered = labels(`${HEAD}check: [linearizable, |]`)
  expect(offered).toContain('converged')
  expect(offered).not.toContain('linearizable')
  expect(labels(`${HEAD}check:\n  - converged\n  - |`)).not.toContain('converged')
  expect(labels(`${HEAD}check:\n  |`)).toContain('- converged')
})

test('Probes decide what their bounds are.', () => {
  expect(labels(`${HEAD}expect:\n  - { probe: | }`)).toContain('longest-outage')
  expect(labels(`${HEAD}expect:\n  - { probe: p99, at-most: | }`)).toContain('5s')
  expect(labels(`${HEAD}expect:\n  - { probe: availability, at-least: | }`)).toContain('99%')
  expect(labels(`${HEAD}steady:\n  - { probe: p99, | }`)).toContain('window')
  expect(labels(`${HEAD}expect:\n  - { probe: p99, | }`)).toContain('during')
})

test('Braces that are still open do not hide where the cursor is.', () => {
  expect(labels(`${HEAD}workload: { kind: register, |`)).toContain('clients')
  expect(labels(`${HEAD}schedule:\n  - at: 1s\n    fault: { kind: |\n`)).toContain('kill')
})

test('Comments, quotes and sentences offer nothing.', () => {
  expect(at(`# ${'|'}\n${HEAD}`)).toBeNull()
  expect(at(`${HEAD}difficulty: easy # e|`)).toBeNull()
  expect(at(`${HEAD}difficulty: 'e|'`)).toBeNull()
  expect(at(`${HEAD}hypothesis: one two t|`)).toBeNull()
  expect(at(`${HEAD}hypothesis: |`)).toBeNull()
})

test('No place of any drill of the library fails, and a word that stands there is offered.', async () => {
  for (const { file } of await listDrills()) {
    const loaded = await loadDrill(file)
    if (!loaded.ok) throw new Error(file)
    const { source } = loaded
    for (const { index } of source.matchAll(/^ *(?:- )?([a-z-]+):/gm)) {
      const end = source.indexOf(':', index)
      const offered = completionsAt(schema, source, end)
      const word = source.slice(offered?.from, offered?.to)
      expect([file, word, offered?.options.map(({ label }) => label)]).toEqual([
        file,
        word,
        expect.arrayContaining([word]),
      ])
    }
  }
})

test('Whatever is typed, it answers.', () => {
  const bits = fc.constantFrom(
    'kind: ',
    '{ ',
    ' }',
    '- ',
    '\n',
    '  ',
    '[',
    ']',
    'raft',
    'system:',
    '&a ',
    '*a',
    '"',
    "'",
    '#',
    ':',
    '|',
    '>',
    '? ',
    '!!x ',
    'schedule:\n',
  )
  fc.assert(
    fc.property(fc.array(bits, { maxLength: 25 }), fc.nat(), (parts, where) => {
      const text = parts.join('')
      const found = completionsAt(schema, text, where % (text.length + 1))
      return found === null || found.from <= found.to
    }),
    { numRuns: 500 },
  )
})
