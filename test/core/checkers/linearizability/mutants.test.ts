/**
 * Goal: the comparison with the definition has teeth. Method: mistakes are planted in copies of
 * the checker, one at a time, and each must give itself away on the same small histories.
 */
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { finish } from '../../../../core/checkers/property.ts'
import { findCrossing } from '../../../../core/checkers/linearizability/register/blocks.ts'
import { MUTATIONS } from './mutation/table.ts'

describe('mutants', () => {
  let found: readonly (string | null)[] = []

  beforeAll(() => {
    const script = fileURLToPath(new URL('./mutation/find-out.ts', import.meta.url))
    const told = execFileSync(process.execPath, [script], { encoding: 'utf8' })
    found = JSON.parse(told) as readonly (string | null)[]
  }, 120_000)

  it.each(MUTATIONS.map(({ file, name }, place) => ({ file, name, place })))(
    '$file: "$name" is found out',
    ({ place }) => {
      expect(found[place]).toEqual(expect.any(String))
    },
  )
})

describe('blocks', () => {
  const block = (...spans: readonly (readonly [number, number])[]) => ({
    members: spans.map(([invoked, completed], rank) => ({ rank, invoked, completed })),
  })
  const crossing = (...blocks: ReturnType<typeof block>[]) => finish(findCrossing(blocks))

  it('may touch and may overlap by beginnings and ends', () => {
    expect(crossing(block([0, 3], [4, 5]), block([2, 7], [8, 9]))).toBeUndefined()
    expect(crossing(block([0, 5]), block([1, 4]), block([2, 3]))).toBeUndefined()
  })

  it('may not hold the register at once', () => {
    expect(crossing(block([0, 1], [6, 7]), block([2, 3], [8, 9]))).toHaveLength(4)
  })

  it('may not lie within the hold of another', () => {
    expect(crossing(block([0, 1], [6, 7]), block([2, 5]))).toHaveLength(4)
    expect(crossing(block([0, 1], [4, 7]), block([2, 5]))).toBeUndefined()
  })
})
