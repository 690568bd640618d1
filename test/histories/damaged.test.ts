/**
 * Goal: whatever happened to a recording on its way, reading and judging it ends with a verdict or
 * with a line, and never with an exception. Method: copies of all recordings that are at hand,
 * damaged by chance with fixed seeds, read and held against properties of every kind.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { Prng } from '../../core/base/prng.ts'
import { finish } from '../../core/checkers/property.ts'
import { findProperty, PROPERTIES } from '../../core/checkers/properties.ts'
import { detectFormat, findFormat } from '../../core/history/detect-format.ts'
import { HistoryCollector } from '../../core/history/read-history.ts'
import type { HistoryOperation } from '../../core/history/operation.ts'
import type { HistoryFormat } from '../../core/history/reader.ts'

const HERE = fileURLToPath(new URL('./', import.meta.url))
const SHARED = fileURLToPath(new URL('../../../shared/histories/', import.meta.url))
const FOLDERS = [
  ...['good', 'bad'].map((name) => join(HERE, name)),
  ...['etcd', 'kv', 'knossos/good', 'knossos/bad', 'knossos/mutex-bad', 'elle'].map((name) =>
    join(SHARED, name),
  ),
]

/** Longer ones are cut, which is one more damage. */
const LENGTH_MAX = 16_000
const COPIES = 12
const BUDGET_STEPS = 5_000

const texts = FOLDERS.filter((folder) => existsSync(folder))
  .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
  .sort()
  .map((path) => readFileSync(path, 'utf8').slice(0, LENGTH_MAX))

/** Pieces of all formats, in places where they do not belong. */
const STRANGERS = [
  ...[
    '{',
    '}',
    '[',
    ']',
    '(',
    ')',
    '"',
    '\\',
    ';',
    '#',
    '#_',
    '^',
    ':',
    ',',
    '\n',
    '\r\n',
    '\u0000',
  ],
  ...['nil', ' 1.5 ', '3/4', '-0', '99999999999999999999', '##NaN', ':nemesis', '"3"', '\uFEFF'],
  ...[':value ', ':process ', ':type :ok ', ':f :txn ', '"value":', 'null', 'true', '\\newline'],
  ...['[[:r 1 nil]]', '[[:append 1 2] [:r 1 [2]]]', '[:w 1 nil]', '#inst "x"', '{:a {:b [1]}}'],
  ...['INFO jepsen.util - 0 :ok :read 1\n', ':timed-out', ':cas', '[1 2]', ':info', ':fail'],
]

type Damage = (prng: Prng, text: string) => string

const place = (prng: Prng, text: string): number => prng.integer(0, text.length)

function part(prng: Prng, text: string): readonly [number, number] {
  const from = place(prng, text)
  return [from, Math.min(text.length, from + prng.integer(1, 40))]
}

const DAMAGES: readonly Damage[] = [
  (prng, text) => text.slice(0, place(prng, text)),
  (prng, text) => text.slice(place(prng, text)),
  (prng, text) => {
    const [from, to] = part(prng, text)
    return text.slice(0, from) + text.slice(to)
  },
  (prng, text) => {
    const [from, to] = part(prng, text)
    return text.slice(0, to) + text.slice(from)
  },
  (prng, text) => {
    const at = place(prng, text)
    return text.slice(0, at) + prng.pick(STRANGERS) + text.slice(at)
  },
  (prng, text) => {
    const words = [...text.matchAll(/[^\s,{}[\]()]+/g)]
    const word = words[prng.integer(0, Math.max(0, words.length - 1))]
    if (word === undefined) return text
    return (
      text.slice(0, word.index) + prng.pick(STRANGERS) + text.slice(word.index + word[0].length)
    )
  },
  (prng, text) => {
    const lines = text.split('\n')
    const [one, other] = [prng.integer(0, lines.length - 1), prng.integer(0, lines.length - 1)]
    const line = lines[one] as string
    return lines
      .with(one, lines[other] as string)
      .with(other, line)
      .join('\n')
  },
  (_prng, text) => text.replaceAll('\n', '\r\n'),
]

function read(format: HistoryFormat, text: string, prng: Prng) {
  const collector = new HistoryCollector(format)
  const cut = place(prng, text)
  const problem = collector.push(text.slice(0, cut)) ?? collector.push(text.slice(cut))
  return problem === undefined ? collector.end() : ({ ok: false, problem } as const)
}

const VALUES: readonly unknown[] = [
  ...[undefined, null, true, false, 0, -1, 1.5, NaN, Infinity, '', 'a', ':timed-out', [], {}],
  ...[[1], [1, 2], [[]], [null], [['r', 1, null]], [[':append', 'x', 1]], [['w', 'x', {}]]],
  ...[[['r', 'x', [1, [2]]]], [['append', 'x', null]], [[1, 2, 3]], { '#inst': 'x' }],
  ...[{ from: 'a', to: 'b', amount: 1 }, { from: 'a', to: 'a', amount: -1 }, { amount: 'x' }],
  ...[{ accounts: ['a'], balance: 1 }, { a: 1, b: null }, { __proto__: null }, { x: [[0, 1]] }],
  ...[{ x: { y: [1] } }, [{ x: 1 }], ['x', 0], [0, 'x'], { offset: 1 }, { fence: 3 }],
]

describe('a damaged recording', () => {
  it('is there to be damaged', () => expect(texts.length).toBeGreaterThan(20))

  it.each(Array.from({ length: COPIES }, (_, copy) => copy))(
    'ends with a verdict or with a line: copy %i',
    (copy) => {
      let readable = 0
      for (const [number, original] of texts.entries()) {
        const seed = `${number}/${copy}`
        const prng = new Prng(seed)
        let text = original
        for (let round = 0; round <= copy % 4; round++) text = prng.pick(DAMAGES)(prng, text)
        const name = detectFormat(text) ?? 'jepsen-edn'
        const history = read(findFormat(name) as HistoryFormat, text, prng)
        if (!history.ok) {
          expect(history.problem.line, seed).toBeGreaterThan(0)
          expect(history.problem.line, seed).toBeLessThanOrEqual(text.split('\n').length)
          continue
        }
        readable++
        const always = ['cas-register', 'list-append', 'rw-register', 'sequential']
        const other = prng.pick(PROPERTIES.map((property) => property.name))
        for (const model of [...always, other]) {
          const initial = prng.pick([undefined, 0, null])
          const work = findProperty(model)?.judge(history, {
            budget: BUDGET_STEPS,
            ...(initial !== undefined && { initial }),
            nullReads: prng.pick(['observed', 'unknown']),
          })
          const judging = work && finish(work)
          if (judging?.ok === false) expect(judging.message, seed).not.toBe('')
          else expect(judging?.judgement.summary, seed).not.toBe('')
        }
      }
      // A vector that lost an end is no history; of the others, some must have been judged.
      expect(readable).toBeGreaterThan(0)
    },
  )

  it('is judged, whatever its values are', () => {
    const wholes = texts.flatMap((text) => {
      const history = read(
        findFormat(detectFormat(text) ?? 'jsonl') as HistoryFormat,
        text,
        new Prng('x'),
      )
      return history.ok ? [[...history.operations].slice(0, 40)] : []
    })
    expect(wholes.length).toBeGreaterThan(20)
    for (const [number, property] of PROPERTIES.entries()) {
      for (let copy = 0; copy < 40; copy++) {
        const seed = `${property.name}/${copy}`
        const prng = new Prng(seed)
        const damaged = (
          wholes[(number + copy) % wholes.length] as readonly HistoryOperation[]
        ).map((operation): HistoryOperation => {
          const { outcome } = operation
          const change = prng.integer(0, 5)
          const f = prng.pick(property.operations)
          const input = change > 2 ? operation.input : prng.pick(VALUES)
          const output = change > 1 ? operation.output : prng.pick(VALUES)
          const told = { ...operation, f, input, outcome }
          return outcome === 'ok' ? { ...told, output } : told
        })
        const judging = finish(
          property.judge(
            { operations: damaged },
            { budget: BUDGET_STEPS, initial: prng.pick(VALUES) },
          ),
        )
        const said = judging.ok ? judging.judgement.summary : judging.message
        expect(said, seed).not.toBe('')
      }
    }
  })
})
