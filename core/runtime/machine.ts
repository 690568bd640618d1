/**
 * The contract between a distributed system and the world that runs it.
 *
 * A node or a client is a deterministic state machine: it is handed one input at a time and
 * asks for effects. The same class runs live (a child process), simulated (virtual time) and
 * replayed (from a journal). A machine never reads a clock, a random source or the
 * environment, never awaits, and never throws for an expected condition; what it throws is an
 * `InvariantError`, and its host stops it.
 *
 * The duties of a host are listed in `core/README.md`.
 */
import type { Prng } from '../base/prng.ts'

/** The name of a machine: nodes are `n1`, `n2`, ...; clients are `c1`, `c2`, .... */
export type Address = string

/** What machines say to each other: plain data, told apart by `type`. */
export interface Message {
  readonly type: string
}

/** What a machine keeps on its disk: plain data, told apart by `type`. */
export interface DiskRecord {
  readonly type: string
}

/** What a machine tells the observers: plain data, told apart by `type`. */
export interface Report {
  readonly type: string
}

/** What a client asks of the system; `f` is the field's usual name for the function. */
export interface Operation {
  readonly f: string
  /** Absent for operations on the whole store. */
  readonly key?: string
  readonly value?: unknown
}

/** One request of a client. The same `session` and `sequence` mean the same request, retried. */
export interface Request {
  readonly from: Address
  /** 0 where the client holds no session; the system then cannot recognise a retry. */
  readonly session: number
  /** Grows by one with each new operation of a session; a retry repeats it. */
  readonly sequence: number
  /**
   * Counts everything that the client ever sent; a retry has a number of its own. So a node can
   * tell a retry from a copy that the network made (`core/resilience/repeat-filter.ts`).
   */
  readonly attempt?: number
  readonly operation: Operation
}

/**
 * What became of a request. `ok`: it took effect, once. `fail`: it did not and never will.
 * `info`: nobody knows; it may have taken effect, or may yet.
 */
export type Result =
  | { readonly status: 'ok'; readonly value?: unknown }
  | { readonly status: 'fail'; readonly error: string; readonly leader?: Address }
  | { readonly status: 'info'; readonly error: string }

/** An instruction of the operator, such as a change of membership. */
export interface Command {
  readonly type: string
}

export type Input =
  /** Always the first input. `records` is what the disk kept, oldest first. */
  | { readonly kind: 'start'; readonly records: readonly DiskRecord[] }
  | { readonly kind: 'message'; readonly from: Address; readonly body: Message }
  | { readonly kind: 'timer'; readonly name: string }
  | { readonly kind: 'request'; readonly request: Request }
  /** All records up to `position` (see `Context.store`) are durable. */
  | { readonly kind: 'stored'; readonly position: number }
  | { readonly kind: 'command'; readonly command: Command }
  /** The connection from `peer` was closed from its side. A hint, never a proof, that it died. */
  | { readonly kind: 'disconnected'; readonly peer: Address }

export interface SendOptions {
  /**
   * Let this send overtake the disk: it may leave before the records that were stored ahead of
   * it are durable. For what promises nothing about this node's disk.
   */
  readonly early?: boolean
}

/** What a machine may use and ask for during one step. Valid only until `handle` returns. */
export interface Context {
  readonly id: Address
  /** This machine's own clock, in whole ms. It may be skewed, drift, or jump either way. */
  readonly now: number
  /** Random numbers of this machine; lives as long as the machine does. */
  readonly prng: Prng

  /** Held back until everything stored so far is durable, unless `early`. */
  send(to: Address, body: Message, options?: SendOptions): void
  /** Answers a request; held back like a send. At most one answer per request counts. */
  reply(request: Request, result: Result, options?: SendOptions): void
  /**
   * Appends to the disk. Returns the record's position: 1 for the first record stored since
   * `start`, then 2, 3, .... A later `stored` input says how far the disk has got.
   */
  store(record: DiskRecord): number
  /**
   * Replaces everything on the disk by `records`, atomically: after a crash either the old
   * content or the new is found. Counts as one position. For snapshots and compaction.
   */
  rewrite(records: readonly DiskRecord[]): number
  /** Arms the timer `name` to fire once, `afterMs` from now; arms it anew if it was armed. */
  setTimer(name: string, afterMs: number): void
  clearTimer(name: string): void
  /** Tells the observers and the run file. Never seen by another machine. */
  report(event: Report): void
}

/** Plain data for people: role, term, queue depths. Small; read many times a second. */
export interface Inspection {
  readonly [field: string]: unknown
}

/** One entry of a machine's log, as people read it. */
export interface LogLine {
  readonly term: number
  /** What it asks for: `x = 7`. */
  readonly text: string
}

/**
 * The log of a machine that keeps one; valid until its next step. Entries go from `base + 1` to
 * `lastIndex`; those up to `commit` are committed.
 */
export interface LogView {
  readonly base: number
  readonly lastIndex: number
  readonly commit: number
  /** The entry itself, to be told from others by identity alone; undefined outside the log. */
  entryAt(index: number): object | undefined
  /** What the entry says; undefined outside the log. */
  lineAt(index: number): LogLine | undefined
}

/** What a replay shows of a machine beside its inspection. */
export interface Examination {
  readonly log?: LogView
}

export interface Machine {
  handle(input: Input, context: Context): void
  inspect(): Inspection
  /**
   * A closer look, for those who replay a run; absent where there is nothing to add. It changes
   * nothing, and no host, digest or fault depends on it.
   */
  examine?(): Examination
  /**
   * Asked before the start: whether the records before a damaged one are taken for all that there
   * were. Absent or false: the host refuses to start on a damaged disk. No correct machine says
   * yes; it is here because the bug is a known one.
   */
  cutsDamage?(): boolean
}
