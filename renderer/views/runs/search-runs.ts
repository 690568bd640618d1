/**
 * Which runs a few typed words mean. Every word must fit: `invalid`, `live`, `fork`, `tag:x`, `seed:7`,
 * `-tag:x` for all others, and anything else anywhere in the texts of a run. Pure.
 */
import { listedStanding, type ListedRun } from '../../components/run-standing.ts'

/** Runs that fit every word of `typed`, in their order. */
export function searchRuns(runs: readonly ListedRun[], typed: string): readonly ListedRun[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean).map(readWord)
  if (words.length === 0) return runs
  return runs.filter((run) => words.every(({ wanted, fits }) => fits(run) === wanted))
}

interface Word {
  readonly wanted: boolean
  readonly fits: (run: ListedRun) => boolean
}

const STANDINGS: readonly string[] = [
  'valid',
  'invalid',
  'unknown',
  'interrupted',
  'running',
  'unjudged',
  'broken',
]

type Field = (run: ListedRun) => readonly string[]

const FIELDS: { readonly [name: string]: Field } = {
  tag: (run) => (run.ok ? run.tags : []),
  drill: (run) => (run.ok ? [run.drill] : []),
  system: (run) => (run.ok ? [run.system] : []),
  release: (run) => (run.ok ? [run.release] : []),
  seed: (run) => (run.ok ? [run.seed] : []),
  parent: (run) => (run.ok && run.parent !== null ? [run.parent.run] : []),
}

function readWord(written: string): Word {
  const wanted = !written.startsWith('-') || written.length === 1
  const word = wanted ? written : written.slice(1)
  return { wanted, fits: fitting(word) }
}

function fitting(word: string): Word['fits'] {
  // A whole word of these means the standing: `valid` must not find `invalid`.
  if (STANDINGS.includes(word)) return (run) => listedStanding(run) === word
  if (word === 'live' || word === 'simulated') {
    return (run) => run.ok && run.simulated === (word === 'simulated')
  }
  if (word === 'fork') return (run) => run.ok && run.parent !== null
  const colon = word.indexOf(':')
  const field = colon < 0 ? undefined : FIELDS[word.slice(0, colon)]
  if (field !== undefined) {
    const begins = word.slice(colon + 1)
    return (run) => field(run).some((text) => text.toLowerCase().startsWith(begins))
  }
  return (run) => textsOf(run).some((text) => text.toLowerCase().includes(word))
}

function textsOf(run: ListedRun): readonly string[] {
  if (!run.ok) return [run.name, run.problem]
  return [run.name, run.drill, run.system, run.release, ...run.tags]
}
