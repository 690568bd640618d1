import { describe, expect, it } from 'vitest'
import type { ObjectSchema } from '../../../core/base/json-schema.ts'
import { createAppPart } from '../../../electron/console/app/create-app-part.ts'
import {
  faultEntry,
  faultFields,
  fieldProblem,
  FOR,
} from '../../../renderer/views/room/fault-fields.ts'
import { faultGroups, PALETTE, targetWords } from '../../../renderer/views/room/fault-palette.ts'
import { tmpdir } from 'node:os'

const places = { runs: tmpdir(), drills: tmpdir() }
const hello = await createAppPart({ places, publish: () => undefined }).handlers['app.hello']({})
const { faults } = hello.catalogue
const schemaOf = (kind: string): ObjectSchema => {
  const found = faults.find((fault) => fault.kind === kind)
  if (found === undefined) throw new Error(`no fault ${kind}`)
  return found.parameters
}

describe('the form of a fault', () => {
  it('is right for every fault of the catalogue as it is first shown, but for what is needed', () => {
    for (const { kind, parameters } of faults) {
      const fields = faultFields(parameters)
      const wrong = fields.filter((field) => fieldProblem(field, field.initial) !== null)
      expect([kind, wrong.every(({ required }) => required)]).toEqual([kind, true])
    }
  })

  it('has a choice for an enumeration, a switch for a truth, and a text for a duration', () => {
    const kinds = faultFields(schemaOf('delay')).map(({ name, kind }) => `${name} ${kind}`)
    expect(kinds).toEqual([
      'shape choice',
      'by text',
      'spread text',
      'at-most text',
      'keep-order switch',
    ])
  })

  it('offers what the schema cannot list', () => {
    const [release] = faultFields(schemaOf('bad-release'), { release: ['local-reads'] })
    expect(release).toMatchObject({ kind: 'choice', initial: 'local-reads', required: true })
  })

  it('tells what it expects of a value that cannot be read', () => {
    const [shape, by] = faultFields(schemaOf('delay'))
    if (shape === undefined || by === undefined) throw new Error('no fields')
    expect(fieldProblem(by, '250')).toBe('Expected a duration such as 250ms, 5s or 2m.')
    expect(fieldProblem(by, '250ms')).toBeNull()
    expect(fieldProblem(FOR, 'soon')).toBe('Expected a duration such as 250ms, 5s or 2m.')
    expect(fieldProblem(FOR, '')).toBeNull()
    const [drift] = faultFields(schemaOf('clock-drift'))
    if (drift === undefined) throw new Error('no field')
    expect(fieldProblem(drift, '1.5')).toBe('Expected a whole number.')
    expect(fieldProblem(drift, '99000000')).toBe('Expected at most 9000000.')
  })

  it('becomes an entry of a schedule, with what was written in its own type', () => {
    const fields = [...faultFields(schemaOf('delay')), FOR]
    const values = { shape: 'uniform', by: ' 80ms ', spread: '', 'keep-order': 'false', for: '5s' }
    expect(faultEntry('delay', 'n1 -> n2', fields, values)).toEqual({
      kind: 'delay',
      target: 'n1 -> n2',
      shape: 'uniform',
      by: '80ms',
      'keep-order': false,
      for: '5s',
    })
    const options = faultFields(schemaOf('wrong-configuration'))
    const written = { options: 'heartbeat: 20ms, pre-vote: false' }
    expect(faultEntry('wrong-configuration', ['n1'], options, written)).toEqual({
      kind: 'wrong-configuration',
      target: ['n1'],
      options: { heartbeat: '20ms', 'pre-vote': false },
    })
    expect(faultEntry('add-node', null, [], {})).toEqual({ kind: 'add-node' })
  })
})

describe('the palette of faults', () => {
  it('names only faults and groups that there are, each under its own key', () => {
    for (const { act } of PALETTE) {
      if (act.kind === 'list') {
        expect(faultGroups(faults, act.group, '').length).toBeGreaterThan(0)
      } else {
        expect(faults.map(({ kind }) => kind)).toContain(act.fault)
      }
    }
    expect(new Set(PALETTE.map(({ keys }) => keys)).size).toBe(PALETTE.length)
  })

  it('applies at once only faults that need nothing written', () => {
    for (const { act } of PALETTE) {
      if (act.kind === 'inject') expect(schemaOf(act.fault).required).toEqual([])
    }
  })

  it('finds faults by kind, group and summary', () => {
    const found = faultGroups(faults, null, 'power disk').flatMap((group) => group.faults)
    expect(found.map(({ kind }) => kind)).toEqual(['power-loss', 'torn-write'])
    expect(faultGroups(faults, 'clock', '').map(({ group }) => group)).toEqual(['clock'])
    expect(faultGroups(faults, null, 'no such thing')).toEqual([])
  })

  it('aims at no leader where there is none', () => {
    expect(targetWords(true)).not.toContain('leader')
    expect(targetWords(false)[0]).toBe('leader')
  })
})
