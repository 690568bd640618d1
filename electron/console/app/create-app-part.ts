/** What the console is told of the program: its version, and what there is to choose from. */
import type { ObjectSchema } from '../../../core/base/json-schema.ts'
import { CHECKERS } from '../../../core/checkers/index.ts'
import { fileName, fileProperties } from '../../../core/drills/parameters.ts'
import { FAULTS } from '../../../core/faults/index.ts'
import { SYSTEMS } from '../../../core/systems/index.ts'
import { WORKLOADS } from '../../../core/workloads/index.ts'
import type { Catalogue } from '../../ipc/shapes/app.ts'
import { runNames } from '../../library/list-runs.ts'
import { VERSION } from '../../version.ts'
import type { Part, PartOptions } from '../part.ts'

/** They need nothing but themselves to be understood, and each shows another kind of fault. */
const FIRST_DRILLS = ['leader-loss', 'stale-read', 'power-loss']

export function createAppPart({ places }: PartOptions): Part<'app'> {
  const catalogue = readCatalogue()
  return {
    handlers: {
      'app.hello': () => ({
        version: VERSION,
        firstStart: runNames(places.runs).length === 0,
        firstDrills: FIRST_DRILLS,
        catalogue,
      }),
    },
    close: () => Promise.resolve(),
  }
}

function readCatalogue(): Catalogue {
  const named = ({ name, summary }: { readonly name: string; readonly summary: string }) => ({
    name,
    summary,
  })
  return {
    systems: SYSTEMS.map((system) => ({
      name: system.kind,
      summary: system.summary,
      mutants: system.mutants.map(({ name, summary, source, caughtBy }) => ({
        name,
        summary,
        source,
        drill: caughtBy.drill,
      })),
    })),
    faults: FAULTS.map(({ kind, group, summary, aims, parameters }) => ({
      kind,
      group,
      summary,
      aims,
      parameters: inFileForm(parameters),
    })),
    workloads: WORKLOADS.map(({ kind, summary }) => ({ name: kind, summary })),
    checkers: CHECKERS.map(named),
  }
}

/** As people write them in a drill file. */
function inFileForm({ properties, required, ...rest }: ObjectSchema): ObjectSchema {
  const named = (required ?? []).flatMap((name) => {
    const schema = properties[name]
    return schema === undefined ? [] : [fileName(name, schema)]
  })
  return { ...rest, properties: fileProperties(properties, {}), required: named }
}
