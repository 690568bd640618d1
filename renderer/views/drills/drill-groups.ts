/** The list of drills as people look through it: searched, and grouped by what each teaches. Pure. */
import type {
  BrokenDrillLine,
  DrillLine,
  DrillSketch,
} from '../../../electron/ipc/shapes/drills.ts'

export type ListedDrill = DrillLine | BrokenDrillLine

export interface DrillGroup {
  readonly title: string
  readonly drills: readonly ListedDrill[]
}

export const OWN_TITLE = 'Own drills'

/** From what everybody has heard of to what few have; others follow by their names. */
const CONCEPTS = [
  'Elections',
  'Quorums',
  'Partitions',
  'Networks',
  'Time',
  'Disks and durability',
  'Membership',
  'People',
  'Random',
]
const DIFFICULTIES = ['easy', 'medium', 'hard']

/** Own drills first, then the library by concept, the easy ones of each before the hard ones. */
export function groupDrills(drills: readonly ListedDrill[]): readonly DrillGroup[] {
  const own = drills.filter(({ origin }) => origin === 'own')
  const library = drills.filter((drill) => drill.ok && drill.origin === 'library') as DrillLine[]
  const concepts = [...new Set(library.map(({ concept }) => concept))].sort(
    (left, right) => rankOf(left) - rankOf(right) || (left < right ? -1 : 1),
  )
  const groups = concepts.map((title) => ({
    title,
    drills: library.filter(({ concept }) => concept === title).sort(byDifficulty),
  }))
  return own.length === 0 ? groups : [{ title: OWN_TITLE, drills: own }, ...groups]
}

/**
 * Where one is chosen with Enter: drills whose names have every word come before those that only
 * tell of it, and so do their groups.
 */
export function namedFirst(groups: readonly DrillGroup[], typed: string): readonly DrillGroup[] {
  const words = wordsOf(typed)
  if (words.length === 0) return groups
  const rank = ({ name }: ListedDrill): number =>
    words.every((word) => name.toLowerCase().includes(word)) ? 0 : 1
  return groups
    .map(({ title, drills }) => ({
      title,
      drills: drills.toSorted((left, right) => rank(left) - rank(right)),
    }))
    .toSorted(({ drills: [left] }, { drills: [right] }) =>
      left === undefined || right === undefined ? 0 : rank(left) - rank(right),
    )
}

/** Every word must occur somewhere in what is told of the drill. */
export function searchDrills(
  drills: readonly ListedDrill[],
  typed: string,
): readonly ListedDrill[] {
  const words = wordsOf(typed)
  if (words.length === 0) return drills
  return drills.filter((drill) => {
    const text = toldOf(drill).toLowerCase()
    return words.every((word) => text.includes(word))
  })
}

function wordsOf(typed: string): readonly string[] {
  return typed.toLowerCase().split(/\s+/).filter(Boolean)
}

/** What the drill breaks, each kind once: `kill, partition`; `at random` for what a seed draws. */
export function breakage({ schedule, random }: DrillSketch): string {
  const kinds = schedule.filter(({ what }) => what === 'fault').map(({ kind }) => kind)
  const told = [...new Set(kinds), ...(random === null ? [] : ['at random'])]
  return told.length === 0 ? 'nothing' : told.join(', ')
}

/** Names are unique within an origin. */
export function keyOf({ origin, name }: Pick<ListedDrill, 'origin' | 'name'>): string {
  return `${origin}/${name}`
}

/** `3 mistakes, the first in line 4`. */
export function mistakesText({ errors }: Pick<BrokenDrillLine, 'errors'>): string {
  const line = errors[0]?.line ?? 1
  const count = errors.length
  return count === 1 ? `1 mistake, in line ${line}` : `${count} mistakes, the first in line ${line}`
}

function toldOf(drill: ListedDrill): string {
  if (!drill.ok) return `${drill.name} own broken mistakes`
  const { name, question, hypothesis, concept, difficulty, tags, system, workload, checks } = drill
  const origin = drill.origin === 'own' ? 'own' : ''
  return [
    name,
    question,
    hypothesis,
    concept,
    difficulty,
    ...tags,
    system,
    workload,
    ...checks,
    breakage(drill),
    drill.random ?? '',
    origin,
  ].join(' ')
}

function rankOf(concept: string): number {
  const rank = CONCEPTS.indexOf(concept)
  return rank === -1 ? CONCEPTS.length : rank
}

function byDifficulty(left: DrillLine, right: DrillLine): number {
  const rank = DIFFICULTIES.indexOf(left.difficulty) - DIFFICULTIES.indexOf(right.difficulty)
  return rank || (left.name < right.name ? -1 : 1)
}
