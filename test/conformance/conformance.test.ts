/**
 * Goal: a machine cannot tell whether it lives or is simulated: both hosts keep the duties that
 * `core/README.md` lists.
 * Method: one body for each duty, run against both.
 */
import { describe, test } from 'vitest'
import { BODIES } from './bodies.ts'
import type { ConformanceHost } from './conformance-host.ts'
import { LiveConformanceHost } from './live-host.ts'
import { SimulatedConformanceHost } from './simulated-host.ts'

const ARMS: readonly (readonly [string, () => Promise<ConformanceHost>])[] = [
  ['simulated', () => Promise.resolve(new SimulatedConformanceHost('conformance'))],
  ['live', () => LiveConformanceHost.create()],
]

describe.each(ARMS)('%s', (_, create) => {
  test.each(BODIES.map((body) => [body.duty, body] as const))('%s', async (_duty, body) => {
    const host = await create()
    try {
      await body.run(host)
    } finally {
      await host.close()
    }
  })
})
