/**
 * Drill files: those that come with Faultline, which nobody changes, and the user's own. A drill
 * with mistakes is kept, listed and told about; only its start is refused, by the drill room.
 */
import { readFile } from 'node:fs/promises'
import { drillSchema } from '../../../core/drills/schema.ts'
import { listDrills } from '../../drill-files/drill-library.ts'
import { LIBRARY } from '../../drill-files/load-drill.ts'
import { CallError, refuse } from '../../ipc/envelope.ts'
import type { BrokenDrillLine, DrillLine, DrillShapes } from '../../ipc/shapes/drills.ts'
import type { Part, PartOptions } from '../part.ts'
import { checkSource } from './check-source.ts'
import { OwnDrills } from './own-drills.ts'
import { sketchDrill } from './sketch-drill.ts'

export function createDrillsPart({ places, publish }: PartOptions): Part<'drills'> {
  const own = new OwnDrills(places.drills)
  const library = once(() => listDrills())
  const schema = drillSchema(LIBRARY)
  return {
    handlers: {
      'drills.list': async () => [...(await ownLines(own)), ...libraryLines(await library())],
      'drills.read': async ({ name, origin }) => {
        if (origin === 'own') return { source: await own.read(name) }
        const found = (await library()).find((drill) => drill.name === name)
        if (found === undefined) throw refuse(`there is no drill "${name}"`, 'not-found')
        return { source: await readFile(found.file, 'utf8') }
      },
      'drills.check': ({ source }) => checkSource(source),
      'drills.save': async ({ name, source, overwrite }) => {
        const named = checkSource(source)
        if (named.ok && named.drill.name !== name) {
          const called = `the drill is called "${named.drill.name}"`
          throw refuse(`${called}: save it under that name, or change it`, 'bad-request')
        }
        await own.write(name, source, overwrite)
        publish('drills.changed', {})
        return named
      },
      'drills.remove': async ({ name }) => {
        await own.remove(name)
        publish('drills.changed', {})
        return {}
      },
      'drills.schema': () => schema,
    },
    close: () => Promise.resolve(),
  }
}

type Library = Awaited<ReturnType<typeof listDrills>>

function libraryLines(library: Library): readonly DrillLine[] {
  return library.map(({ drill }) => ({ ok: true, origin: 'library', ...sketchDrill(drill) }))
}

async function ownLines(own: OwnDrills): Promise<DrillShapes['drills.list']> {
  const lines: (DrillLine | BrokenDrillLine)[] = []
  // One after the other: between two of them whatever else is asked has its turn.
  for (const name of await own.names()) lines.push(await ownLine(own, name))
  return lines
}

async function ownLine(own: OwnDrills, name: string): Promise<DrillLine | BrokenDrillLine> {
  try {
    const checked = checkSource(await own.read(name), name)
    if (checked.ok) return { ok: true, origin: 'own', ...checked.drill }
    return { ok: false, name, origin: 'own', errors: checked.errors }
  } catch (error) {
    const message = error instanceof CallError ? error.message : 'the file cannot be read'
    const place = { file: `${name}.yaml`, line: 1, column: 1 }
    return { ok: false, name, origin: 'own', errors: [{ ...place, message, expected: '' }] }
  }
}

/** The drills that come along stay as they are for as long as the program runs. */
function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined
  return () => (made ??= make())
}
