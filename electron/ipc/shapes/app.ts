/** What the console is told of the program that it belongs to. */
import type { ObjectSchema } from '../../../core/base/json-schema.ts'
import type { Fault } from '../../../core/faults/fault.ts'

export interface AppShapes {
  'app.hello': Hello
}

export interface Hello {
  readonly version: string
  /** True until a first run is in the library. */
  readonly firstStart: boolean
  /** Three drills to begin with. */
  readonly firstDrills: readonly string[]
  readonly catalogue: Catalogue
}

/** What there is to choose from. */
export interface Catalogue {
  readonly systems: readonly CatalogueSystem[]
  readonly faults: readonly CatalogueFault[]
  readonly workloads: readonly Named[]
  readonly checkers: readonly Named[]
}

export interface Named {
  readonly name: string
  readonly summary: string
}

export interface CatalogueSystem extends Named {
  readonly mutants: readonly CatalogueMutant[]
}

/** A published bug that can be planted. */
export interface CatalogueMutant extends Named {
  /** Where it was found for real: a link or a citation. */
  readonly source: string
  /** A drill of the library that is known to catch it. */
  readonly drill: string
}

export interface CatalogueFault {
  readonly kind: string
  readonly group: Fault['group']
  readonly summary: string
  readonly aims: Fault['aims']
  /** As a drill file writes them: kebab case, quantities with units. */
  readonly parameters: ObjectSchema
}
