/** `faultline list`: what there is, one line each. */
import { Argument, Command } from 'commander'
import { CHECKERS } from '../../../core/checkers/index.ts'
import { FAULTS } from '../../../core/faults/index.ts'
import { SYSTEMS } from '../../../core/systems/index.ts'
import { WORKLOADS } from '../../../core/workloads/index.ts'
import { listDrills } from '../../drill-files/drill-library.ts'
import { EXIT, type Finish } from '../exit-code.ts'
import { print, printJson, table } from '../terminal.ts'

interface Item {
  readonly name: string
  readonly summary: string
}

type Kind = 'drills' | 'systems' | 'faults' | 'workloads' | 'checkers' | 'mutants'

const LISTS: { readonly [kind in Kind]: () => Promise<readonly Item[]> } = {
  drills: async () =>
    (await listDrills()).map(({ name, question }) => ({ name, summary: question })),
  systems: async () => SYSTEMS.map(({ kind, summary }) => ({ name: kind, summary })),
  faults: async () => FAULTS.map(({ kind, summary }) => ({ name: kind, summary })),
  workloads: async () => WORKLOADS.map(({ kind, summary }) => ({ name: kind, summary })),
  checkers: async () =>
    [...CHECKERS, ...SYSTEMS.flatMap(({ invariants }) => invariants)].map(({ name, summary }) => ({
      name,
      summary,
    })),
  mutants: async () =>
    SYSTEMS.flatMap(({ kind, mutants }) =>
      mutants.map(({ name, summary, source }) => ({
        name,
        summary: `${summary} (${kind}; ${source})`,
      })),
    ),
}

export function listCommand(finish: Finish): Command {
  return new Command('list')
    .description('what there is: drills, systems, faults, workloads, checkers, mutants')
    .addArgument(new Argument('<kind>').choices(Object.keys(LISTS)))
    .option('--json', 'one JSON document on standard output')
    .action(async (kind: Kind, options: { json?: boolean }) => {
      const items = await LISTS[kind]()
      if (options.json) printJson(items)
      else print(table(items.map(({ name, summary }) => [name, summary])))
      finish(EXIT.valid)
    })
}
