/**
 * The logs of all nodes, rebuilt from what they reported: for every index its chain. A restart
 * begins a node's log anew, with what it says that its disk kept.
 *
 * It refuses to guess: an append that leaves a gap means that reports are missing, and is said.
 */
import type { Address } from '../../../runtime/machine.ts'
import type { RaftReport } from '../reports.ts'

/** A log as it was at one moment, or as it is now. */
export class LogView {
  readonly #base: number
  readonly #chains: readonly number[]
  readonly #length: number

  /** Of `chains`, which begin at `base`, only the first `length` count. */
  constructor(base: number, chains: readonly number[], length: number) {
    this.#base = base
    this.#chains = chains
    this.#length = length
  }

  get lastIndex(): number {
    return this.#base + this.#length - 1
  }

  /** Undefined where the log does not reach, or where a snapshot covers it. */
  chainAt(index: number): number | undefined {
    return index > this.lastIndex ? undefined : this.#chains[index - this.#base]
  }

  /** False where the index lies before what the node still held as it began. */
  isKnown(index: number): boolean {
    return index >= this.#base
  }
}

export class NodeLog {
  #base = 0
  #chains: number[] = [0]
  /** Somebody holds a view of the chains: they may grow, and no more than that. */
  #viewed = false

  get lastIndex(): number {
    return this.#base + this.#chains.length - 1
  }

  /** Undefined where the log does not reach, or where a snapshot covers it. */
  chainAt(index: number): number | undefined {
    return this.#chains[index - this.#base]
  }

  /** False where the index lies before what the node still held as it began. */
  isKnown(index: number): boolean {
    return index >= this.#base
  }

  /** The log as it is now, also when it has changed since. */
  view(): LogView {
    this.#viewed = true
    return new LogView(this.#base, this.#chains, this.#chains.length)
  }

  begin(index: number, chain: number): void {
    this.#base = index
    this.#chains = [chain]
    this.#viewed = false
  }

  /** False when entries are missing before `from`. */
  append(from: number, chains: readonly number[]): boolean {
    if (from !== this.lastIndex + 1) return false
    for (const chain of chains) this.#chains.push(chain)
    return true
  }

  truncate(from: number): void {
    const keep = Math.max(1, from - this.#base)
    if (keep >= this.#chains.length) return
    if (this.#viewed) this.#chains = this.#chains.slice(0, keep)
    else this.#chains.length = keep
    this.#viewed = false
  }
}

export class NodeLogs {
  readonly #logs = new Map<Address, NodeLog>()

  of(node: Address): NodeLog {
    const known = this.#logs.get(node)
    if (known !== undefined) return known
    const log = new NodeLog()
    this.#logs.set(node, log)
    return log
  }

  /** Follows one report of `node`; false when its earlier reports are incomplete. */
  follow(node: Address, event: RaftReport): boolean {
    switch (event.type) {
      case 'restored':
        this.of(node).begin(event.index, event.chain)
        return true
      case 'append':
        return this.of(node).append(event.from, event.chains)
      case 'truncate':
        this.of(node).truncate(event.from)
        return true
      default:
        return true
    }
  }
}
