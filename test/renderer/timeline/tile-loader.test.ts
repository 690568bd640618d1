import { describe, expect, it } from 'vitest'
import { TileLoader } from '../../../renderer/timeline/tile-loader.ts'

const ROOT = 100

function setUp() {
  const asked: number[] = []
  const answers = new Map<number, { give: (tile: string) => void; refuse: (why: Error) => void }>()
  const told = { arrived: 0, problems: [] as unknown[] }
  const loader = new TileLoader<string>({
    root: ROOT,
    costMax: 1_000,
    costOf: () => 1,
    load: (name) => {
      asked.push(name)
      return new Promise((give, refuse) => answers.set(name, { give, refuse }))
    },
    arrived: () => void told.arrived++,
    failed: (problem) => void told.problems.push(problem),
  })
  async function answer(name: number): Promise<void> {
    answers.get(name)?.give(`tile ${name}`)
    await Promise.resolve().then(() => undefined)
    await Promise.resolve()
  }
  return { loader, asked, answers, answer, told }
}

describe('the tile loader', () => {
  it('asks for the whole run first, then for what is seen, then for what is near', async () => {
    const { loader, asked, answer } = setUp()
    loader.want({ visible: [1, 2], near: [3] })
    expect(asked).toEqual([ROOT, 1, 2])
    await answer(1)
    expect(asked).toEqual([ROOT, 1, 2, 3])
    expect(loader.tile(1)).toBe('tile 1')
  })

  it('never asks for what nobody wants any more', async () => {
    const { loader, asked, answer } = setUp()
    loader.want({ visible: [1, 2, 3, 4], near: [5] })
    loader.want({ visible: [9], near: [] })
    await answer(ROOT)
    await answer(1)
    expect(asked).toEqual([ROOT, 1, 2, 9])
  })

  it('asks for nothing twice while it is under way or there', async () => {
    const { loader, asked, answer } = setUp()
    loader.want({ visible: [1], near: [] })
    loader.want({ visible: [1], near: [] })
    await answer(1)
    loader.want({ visible: [1], near: [] })
    expect(asked).toEqual([ROOT, 1])
  })

  it('says what could not be had, and asks again when it is wanted again', async () => {
    const { loader, asked, answers, told } = setUp()
    loader.want({ visible: [1], near: [] })
    answers.get(1)?.refuse(new Error('no'))
    await new Promise((done) => setImmediate(done))
    expect(told.problems).toHaveLength(1)
    loader.want({ visible: [1], near: [] })
    expect(asked).toEqual([ROOT, 1, 1])
  })

  it('tells nothing after it was closed', async () => {
    const { loader, answer, told } = setUp()
    loader.want({ visible: [1], near: [] })
    loader.close()
    await answer(1)
    expect(told.arrived).toBe(0)
  })
})
