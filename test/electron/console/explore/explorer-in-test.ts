/** An explore part in a home of its own, behind the contract's checks, and all that it told. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createExplorePart } from '../../../../electron/console/explore/create-explore-part.ts'
import { createApi } from '../../../../electron/ipc/create-api.ts'
import type { Api, EventName, Events } from '../../../../electron/ipc/contract.ts'
import { createDispatch } from '../../../../electron/ipc/dispatch.ts'
import type { Requests } from '../../../../electron/ipc/requests.ts'
import type { ExplorationNow, SeedResult } from '../../../../electron/ipc/shapes/explore.ts'
import type { Room, RoomStanding } from '../../../../electron/ipc/shapes/room.ts'
import { SMALL_DRILL } from '../../cli/small-drill.ts'
import { withPreparations } from '../preparations-in-test.ts'
import { makeFolder } from '../../../folders/test-folder.ts'

type Listener = <Name extends EventName>(name: Name, event: Events[Name]) => void

export class ExplorerInTest {
  readonly #folder = makeFolder('explore-test')
  readonly runs = join(this.#folder.path, 'runs')
  readonly drills = join(this.#folder.path, 'drills')
  readonly api: Api['explore']
  readonly published: EventName[] = []
  /** When each summary was told. */
  readonly toldAtMs: number[] = []
  now: ExplorationNow | null = null
  /** As a window keeps them. */
  results: SeedResult[] = []
  missed = 0
  readonly #part
  readonly #listeners = new Set<Listener>()
  #waiting: (() => void)[] = []

  constructor() {
    mkdirSync(this.drills, { recursive: true })
    writeFileSync(join(this.drills, 'small.yaml'), SMALL_DRILL)
    this.#part = withPreparations(createExplorePart, {
      places: { runs: this.runs, drills: this.drills },
      publish: (name, event) => this.#hear(name, structuredClone(event)),
      listen: (listener: Listener) => {
        this.#listeners.add(listener)
        return () => void this.#listeners.delete(listener)
      },
    })
    const dispatch = createDispatch(this.#part.handlers as never, (call, error) => {
      throw new Error(`${call} failed`, { cause: error })
    })
    this.api = createApi({
      call: (name, request) => dispatch(name, request),
      listen: () => undefined,
      onConnection: () => () => undefined,
    }).explore
  }

  start(changes: Partial<Requests['explore.start']> = {}) {
    return this.api.start({
      drill: { name: 'small', origin: 'own' },
      overrides: [],
      fromSeed: 1,
      toSeed: 12,
      workers: 2,
      stopOnFailure: false,
      ...changes,
    })
  }

  /** As the drill room would tell it. */
  roomStands(kind: RoomStanding['kind']): void {
    const room = { standing: { kind } } as Room
    for (const listener of this.#listeners) listener('room.changed', room)
  }

  /** Waits until it holds, looking whenever something is told. */
  async until(what: string, holds: (now: ExplorationNow) => boolean): Promise<void> {
    const deadline = performance.now() + 60_000
    while (this.now === null || !holds(this.now)) {
      if (performance.now() > deadline)
        throw new Error(`never ${what}: ${JSON.stringify(this.now)}`)
      const heard = Promise.withResolvers<undefined>()
      this.#waiting.push(() => heard.resolve(undefined))
      const timer = setTimeout(() => heard.resolve(undefined), 200)
      await heard.promise
      clearTimeout(timer)
    }
  }

  over(): Promise<void> {
    return this.until('over', ({ standing }) => !['exploring', 'waiting'].includes(standing.kind))
  }

  closePart(): Promise<void> {
    return this.#part.close()
  }

  async close(): Promise<void> {
    await this.closePart()
    this.#folder.remove()
  }

  #hear<Name extends EventName>(name: Name, event: Events[Name]): void {
    this.published.push(name)
    if (name === 'explore.changed') {
      const { now, results } = event as Events['explore.changed']
      this.now = now
      this.results = [...results]
    }
    if (name === 'explore.summary') {
      const { now, results } = event as Events['explore.summary']
      this.toldAtMs.push(performance.now())
      if (results.first !== this.results.length) this.missed++
      this.results.push(...results.rows)
      this.now = now
    }
    for (const heard of this.#waiting.splice(0)) heard()
  }
}
