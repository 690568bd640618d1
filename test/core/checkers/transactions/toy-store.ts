/**
 * Histories of transactions that ran against a small store, micro-operation by micro-operation, in
 * a random interleaving. The store keeps every version with the moment of its commit, so that it
 * can be serializable, give snapshots, or only commit whole; and it can be told to do one thing
 * wrong now and then.
 */
import { Prng, ratio } from '../../../../core/base/prng.ts'
import type { HistoryEvent } from '../../../../core/history/operation.ts'

export type Isolation = 'serializable' | 'snapshot' | 'read-committed'

/** What the store does wrong, in a thousand times that it could. */
export type Bug =
  | 'stale-snapshot'
  | 'skip-conflict-check'
  | 'expose-aborted'
  | 'expose-middle'
  | 'lose-write'
  | 'duplicate-append'
  | 'forget-own-write'

export interface ToyRun {
  readonly seed: string
  readonly dialect: 'append' | 'w'
  readonly isolation: Isolation
  readonly transactions: number
  readonly clients: number
  readonly keys: number
  /** After so many writes a key is replaced by a new one. */
  readonly writesPerKey: number
  readonly lengthMax: number
  /** In a hundred transactions. */
  readonly unknown: number
  readonly aborted: number
  readonly bugs?: { readonly [bug in Bug]?: number }
  /** A last transaction reads all keys. */
  readonly finalRead?: boolean
}

type Micro = readonly [string, string, unknown]

interface Version {
  readonly commit: number
  readonly value: unknown
}

interface Running {
  process: number
  readonly asked: readonly Micro[]
  readonly done: Micro[]
  /** Commits up to this one are seen. */
  readonly snapshot: number
  readonly writes: Map<string, unknown[]>
  ended?: 'ok' | 'fail' | 'info'
}

export function runToyStore(run: ToyRun): HistoryEvent[] {
  return new ToyStore(run).run()
}

class ToyStore {
  readonly #run: ToyRun
  readonly #prng: Prng
  readonly #events: HistoryEvent[] = []
  readonly #versions = new Map<string, Version[]>()
  readonly #active: string[]
  readonly #written = new Map<string, number>()
  readonly #locks = new Map<string, Running>()
  #commits = 0
  #keys = 0
  #asked = 0

  constructor(run: ToyRun) {
    this.#run = run
    this.#prng = new Prng(run.seed)
    this.#active = Array.from({ length: run.keys }, () => `k${this.#keys++}`)
  }

  run(): HistoryEvent[] {
    const { clients, transactions, finalRead } = this.#run
    const running: (Running | undefined)[] = Array.from({ length: clients }, () => undefined)
    const processes = running.map((_, client) => client)
    let open = 0
    while (this.#asked < transactions || open > 0) {
      const client = this.#prng.integer(0, clients - 1)
      const one = running[client]
      if (one === undefined) {
        if (this.#asked >= transactions) continue
        running[client] = this.#begin(processes[client] as number, this.#ask())
        open++
      } else if (one.ended !== undefined) {
        this.#note(one.ended, one.process, one.ended === 'ok' ? one.done : one.asked)
        if (one.ended === 'info') processes[client] = (processes[client] as number) + clients
        running[client] = undefined
        open--
      } else {
        this.#advance(one)
      }
    }
    if (finalRead === true) this.#readAll(Math.max(...processes) + 1)
    return this.#events
  }

  #readAll(process: number): void {
    const asked = Array.from({ length: this.#keys }, (_, key): Micro => ['r', `k${key}`, null])
    const one = this.#begin(process, asked, this.#commits)
    while (one.ended === undefined) this.#advance(one)
    this.#note('ok', process, one.done)
  }

  #ask(): readonly Micro[] {
    this.#asked++
    const { dialect, lengthMax, writesPerKey } = this.#run
    return Array.from({ length: this.#prng.integer(1, lengthMax) }, (): Micro => {
      const place = this.#prng.integer(0, this.#active.length - 1)
      const key = this.#active[place] as string
      if (this.#chance(500)) return ['r', key, null]
      const count = (this.#written.get(key) ?? 0) + 1
      this.#written.set(key, count)
      if (count === writesPerKey) this.#active[place] = `k${this.#keys++}`
      return [dialect, key, count]
    })
  }

  #begin(process: number, asked: readonly Micro[], snapshot?: number): Running {
    this.#note('invoke', process, asked)
    const behind = this.#bug('stale-snapshot') ? this.#prng.integer(1, 4) : 0
    return {
      process,
      asked,
      done: [],
      snapshot: snapshot ?? Math.max(0, this.#commits - behind),
      writes: new Map(),
    }
  }

  #advance(one: Running): void {
    const micro = one.asked[one.done.length]
    if (this.#run.isolation === 'serializable') {
      // All at once: nothing comes between.
      for (const each of one.asked) this.#perform(one, each)
      this.#commit(one)
    } else if (micro === undefined) {
      this.#commit(one)
    } else {
      this.#perform(one, micro)
    }
  }

  #perform(one: Running, [f, key, value]: Micro): void {
    if (f !== 'r') {
      if (!this.#lock(one, key)) return
      const own = one.writes.get(key)
      if (own === undefined) one.writes.set(key, [value])
      else own.push(value)
      one.done.push([f, key, value])
      if (this.#bug('expose-middle')) this.#install(one, key)
      return
    }
    const stale = this.#run.isolation === 'serializable' && this.#bug('stale-snapshot')
    const upTo = this.#run.isolation === 'snapshot' || stale ? one.snapshot : Infinity
    const seen = this.#read(key, upTo)
    const own = this.#bug('forget-own-write') ? [] : (one.writes.get(key) ?? [])
    one.done.push(['r', key, this.#apply(seen, own)])
  }

  /** Where there are no snapshots, a writer keeps others from writing until it ends. */
  #lock(one: Running, key: string): boolean {
    if (this.#run.isolation !== 'read-committed') return true
    const holder = this.#locks.get(key)
    if (holder === undefined || holder === one || holder.ended !== undefined) {
      this.#locks.set(key, one)
      return true
    }
    one.ended = 'fail'
    return false
  }

  #read(key: string, upTo: number): unknown {
    const versions = this.#versions.get(key) ?? []
    for (let place = versions.length - 1; place >= 0; place--) {
      const { commit, value } = versions[place] as Version
      if (commit <= upTo) return value
    }
    return null
  }

  #apply(before: unknown, own: readonly unknown[]): unknown {
    if (own.length === 0) return before
    if (this.#run.dialect === 'w') return own[own.length - 1]
    return [...((before as readonly unknown[] | null) ?? []), ...own]
  }

  #commit(one: Running): void {
    const { aborted, unknown, isolation } = this.#run
    const conflict =
      isolation === 'snapshot' &&
      Array.from(one.writes.keys()).some((key) =>
        (this.#versions.get(key) ?? []).some(({ commit }) => commit > one.snapshot),
      )
    const fails = this.#chance(aborted * 10)
    if (fails || (conflict && !this.#bug('skip-conflict-check'))) {
      if (this.#bug('expose-aborted')) this.#installAll(one)
      one.ended = 'fail'
      return
    }
    one.ended = this.#chance(unknown * 10) ? 'info' : 'ok'
    if (one.ended === 'ok' || this.#chance(500)) this.#installAll(one)
  }

  #installAll(one: Running): void {
    this.#commits++
    for (const key of one.writes.keys()) if (!this.#bug('lose-write')) this.#install(one, key)
  }

  #install(one: Running, key: string): void {
    const versions = this.#versions.get(key) ?? []
    const own = one.writes.get(key) ?? []
    const twice = this.#bug('duplicate-append') ? own : []
    const value = this.#apply(this.#read(key, Infinity), [...own, ...twice])
    versions.push({ commit: this.#commits, value })
    this.#versions.set(key, versions)
  }

  #bug(bug: Bug): boolean {
    const chance = this.#run.bugs?.[bug]
    return chance !== undefined && this.#chance(chance)
  }

  #chance(perThousand: number): boolean {
    return perThousand > 0 && this.#prng.chance(ratio(perThousand, 1000))
  }

  #note(type: HistoryEvent['type'], process: number, value: readonly Micro[]): void {
    const index = this.#events.length
    const told = value.map((micro) => [...micro])
    this.#events.push({ index, time: index * 1000, process, type, f: 'txn', value: told })
  }
}
