/** `faultline list`: what there is, one line each. */
import { Command } from 'commander'
import { CHECKERS } from '../../../core/checkers/index.ts'
import { FAULTS } from '../../../core/faults/index.ts'
import { SYSTEMS } from '../../../core/systems/index.ts'
import { WORKLOADS } from '../../../core/workloads/index.ts'
import { listDrills } from '../../drill-files/drill-library.ts'
import { EXIT, UsageError, type Finish } from '../exit-code.ts'
import type { Terminal } from '../terminal.ts'

interface Item {
  readonly name: string
  readonly summary: string
  /** What else the JSON tells. */
  readonly [more: string]: unknown
}

const LISTS: { readonly [kind: string]: () => Promise<readonly Item[]> } = {
  drills: async () =>
    (await listDrills()).map(({ name, question, hypothesis, tags, file, drill }) => ({
      name,
      summary: question,
      hypothesis,
      concept: drill.concept,
      difficulty: drill.difficulty,
      tags,
      file,
    })),
  systems: async () => SYSTEMS.map(({ kind, summary }) => ({ name: kind, summary })),
  faults: async () => FAULTS.map(({ kind, summary }) => ({ name: kind, summary })),
  workloads: async () => WORKLOADS.map(({ kind, summary }) => ({ name: kind, summary })),
  checkers: async () => [
    ...CHECKERS.map(({ name, summary }) => ({ name, summary })),
    ...SYSTEMS.flatMap(({ kind, invariants }) =>
      invariants.map(({ name, summary }) => ({ name, summary, system: kind })),
    ),
  ],
  mutants: async () =>
    SYSTEMS.flatMap(({ kind, mutants }) =>
      mutants.map(({ name, summary, source }) => ({ name, summary, system: kind, source })),
    ),
}

const KINDS = Object.keys(LISTS).join(', ')

export function listCommand(terminal: Terminal, finish: Finish): Command {
  return new Command('list')
    .description(`what there is: ${KINDS}`)
    .argument('<kind>', `one of ${KINDS}`)
    .option('--json', 'one JSON document on standard output')
    .action(async (kind: string, options: { json?: boolean }) => {
      const list = Object.hasOwn(LISTS, kind) ? LISTS[kind] : undefined
      if (list === undefined) {
        throw new UsageError(`there is no list of "${kind}"; expected one of ${KINDS}`)
      }
      const items = await list()
      if (options.json) terminal.printJson(items)
      else terminal.print(terminal.table(items.map(rowOf)))
      finish(EXIT.valid)
    })
}

function rowOf({ name, summary, system }: Item): readonly string[] {
  const told = asSentence(summary)
  return typeof system === 'string' ? [name, `${told} (${system})`] : [name, told]
}

/** With a capital and without a full stop, whoever wrote it. */
function asSentence(summary: string): string {
  return summary.charAt(0).toUpperCase() + summary.slice(1).replace(/\.$/, '')
}
