/** What a cluster is made of, so that a test can put something smaller in its place. */
import { fileURLToPath } from 'node:url'
import { assert } from '../../core/base/assert.ts'
import type { Evidence } from '../../core/faults/action.ts'
import { findSystem } from '../../core/systems/index.ts'
import { flipBit } from '../node-host/disk/flip-bit.ts'
import { spawnHost } from './spawn-host.ts'
import type { SpawnHost } from './spawn-host.ts'
import type { Describe } from './view.ts'

export interface ClusterParts {
  /** Path of the program that every host process runs. */
  readonly entry: string
  readonly spawn: SpawnHost
  describe(system: string): Describe
  flipBit(folder: string, where: 'middle' | 'tail'): Evidence
}

export const REAL_PARTS: ClusterParts = {
  entry: fileURLToPath(new URL('../node-host/main.ts', import.meta.url)),
  spawn: spawnHost,
  describe: (kind) => {
    const system = findSystem(kind)
    assert(system !== undefined, `there is no system ${kind}`)
    return (inspection) => system.describe(inspection)
  },
  flipBit,
}
