/**
 * Goal: the page about `--json` names every field that is printed. Method: each command on small
 * things, and its first levels of keys looked up in the section about it.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { ROOT } from '../../tidy/sources.ts'
import { faultline } from './captured.ts'
import { usePlaces } from './places.ts'
import { SMALL_DRILL } from './small-drill.ts'

const places = usePlaces()
const page = readFileSync(join(ROOT, 'docs/json.md'), 'utf8')
let drill: string

beforeAll(async () => {
  drill = places.file('small.yaml', SMALL_DRILL)
  await faultline(['drill', drill, '--simulate', '--seed', '7', '--json'])
})

/** What stands under the heading that names `command`, or in the list item that begins with it. */
function sectionOf(command: string): string {
  const quoted = `\`${command}\``
  const section = page.split(/^## /m).find((text) => text.split('\n')[0]?.includes(quoted)) ?? ''
  return section.split(/^- /m).find((item) => item.startsWith(`${quoted}:`)) ?? section
}

it.each([
  ['drill', () => ['drill', drill, '--simulate', '--seed', '8', '--json']],
  ['fork', () => ['fork', 'latest', '--at', '1s', '--json']],
  ['explore', () => ['explore', drill, '--seeds', '1..1', '--json']],
  ['check', () => ['check', history(), '--model', 'kv', '--json']],
  ['replay', () => ['replay', 'latest', '--at', '1s', '--json']],
  ['runs', () => ['runs', '--json']],
  ['show', () => ['show', 'latest', '--json']],
  ['compare', () => ['compare', 'latest', 'latest', '--json']],
] as const)('%s', async (command, args) => {
  const { out } = await faultline(args())
  const printed = JSON.parse(out) as object | readonly object[]
  const document = Array.isArray(printed) ? (printed[0] as object) : printed
  const section = sectionOf(command)
  expect(Object.keys(document).filter((key) => !section.includes(`\`${key}\``))).toEqual([])
})

function history(): string {
  const wrong = { index: 1, time: 1, process: 0, type: 'ok', f: 'read', key: 'x', value: 1 }
  const asked = { ...wrong, index: 0, time: 0, type: 'invoke', value: null }
  return places.file('history.jsonl', `${JSON.stringify(asked)}\n${JSON.stringify(wrong)}\n`)
}
