/** A drill room in a folder of its own, with everything that it tells kept as a window would. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createRoomPart } from '../../../../electron/console/room/create-room-part.ts'
import type { Part } from '../../../../electron/console/part.ts'
import type { EventName, Events, RequestOf } from '../../../../electron/ipc/contract.ts'
import type { Room, RoomFault, RoomNow, RoomSummary } from '../../../../electron/ipc/shapes/room.ts'
import { makeFolder } from '../../../folders/test-folder.ts'

export interface Told {
  readonly atMs: number
  readonly summary: RoomSummary
}

export const LISTS = ['slots', 'elections', 'violations', 'log'] as const
type List = (typeof LISTS)[number]

export class WatchedRoom {
  readonly #folder = makeFolder('room')
  readonly part: Part<'room'>
  readonly summaries: Told[] = []
  readonly changes: Room[] = []
  runsChanged = 0
  /** The lists that grow, as a window puts them together; and how often it missed something. */
  readonly lists: { [list in List]: unknown[] } = {
    slots: [],
    elections: [],
    violations: [],
    log: [],
  }
  missed = 0
  #waiting: (() => void)[] = []

  constructor() {
    mkdirSync(this.drills, { recursive: true })
    this.part = createRoomPart({
      places: { runs: this.runs, drills: this.drills },
      publish: (name, event) => this.#hear(name, event),
    })
  }

  get runs(): string {
    return join(this.#folder.path, 'runs')
  }

  get drills(): string {
    return join(this.#folder.path, 'drills')
  }

  get call() {
    return this.part.handlers
  }

  save(name: string, source: string): void {
    writeFileSync(join(this.drills, `${name}.yaml`), source)
  }

  start(changes: Partial<RequestOf<'room.start'>> & Pick<RequestOf<'room.start'>, 'drill'>) {
    return this.call['room.start']({ overrides: [], byHand: false, ...changes })
  }

  get standing(): Room['standing']['kind'] | undefined {
    return this.changes.at(-1)?.standing.kind
  }

  /** What moved, as last told. */
  get now(): RoomNow | undefined {
    return this.summaries.at(-1)?.summary.now
  }

  fault(id: string): RoomFault | undefined {
    return this.now?.faults.find((fault) => fault.id === id)
  }

  /** Waits until it holds, looking whenever something is told. */
  async until(what: string, holds: () => boolean, withinMs = 40_000): Promise<void> {
    const deadline = performance.now() + withinMs
    while (!holds()) {
      if (performance.now() > deadline) {
        throw new Error(
          `never ${what}; the room is ${JSON.stringify(this.changes.at(-1)?.standing)}`,
        )
      }
      const heard = Promise.withResolvers<undefined>()
      this.#waiting.push(() => heard.resolve(undefined))
      const timer = setTimeout(() => heard.resolve(undefined), 200)
      await heard.promise
      clearTimeout(timer)
    }
  }

  async close(): Promise<void> {
    await this.part.close()
    this.#folder.remove()
  }

  #hear<Name extends EventName>(name: Name, event: Events[Name]): void {
    // As over a door: nothing that is told may change afterwards.
    if (name === 'room.summary') {
      const summary = structuredClone(event) as RoomSummary
      this.summaries.push({ atMs: performance.now(), summary })
      for (const list of LISTS) {
        if (summary[list].first !== this.lists[list].length) this.missed++
        this.lists[list].push(...summary[list].rows)
      }
    } else if (name === 'room.changed') {
      const room = structuredClone(event) as Room
      this.changes.push(room)
      for (const list of LISTS) this.lists[list] = [...room[list]]
    } else if (name === 'runs.changed') this.runsChanged++
    for (const heard of this.#waiting.splice(0)) heard()
  }
}
