/**
 * The logs of all nodes, rebuilt from what they reported: for every index its term and chain.
 * A restart begins a node's log anew, with what it says that its disk kept.
 *
 * It refuses to guess: an append that leaves a gap means that reports are missing, and is said.
 */
import type { NodeReport } from '../../../checkers/checker.ts'
import type { Address } from '../../../runtime/machine.ts'
import type { RaftReport } from '../reports.ts'

export class NodeLog {
  #base = 0
  readonly #terms: number[] = [0]
  readonly #chains: number[] = [0]

  get lastIndex(): number {
    return this.#base + this.#chains.length - 1
  }

  /** Undefined where the log does not reach, or where a snapshot covers it. */
  chainAt(index: number): number | undefined {
    return this.#chains[index - this.#base]
  }

  termAt(index: number): number | undefined {
    return this.#terms[index - this.#base]
  }

  /** False where the index lies before what the node still held as it began. */
  isKnown(index: number): boolean {
    return index >= this.#base
  }

  begin(index: number, term: number, chain: number): void {
    this.#base = index
    this.#terms.length = 0
    this.#chains.length = 0
    this.#terms.push(term)
    this.#chains.push(chain)
  }

  /** False when entries are missing before `from`. */
  append(from: number, term: number, chains: readonly number[]): boolean {
    if (from !== this.lastIndex + 1) return false
    for (const chain of chains) {
      this.#terms.push(term)
      this.#chains.push(chain)
    }
    return true
  }

  truncate(from: number): void {
    const keep = Math.max(1, from - this.#base)
    this.#terms.length = Math.min(this.#terms.length, keep)
    this.#chains.length = Math.min(this.#chains.length, keep)
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

  /** Follows one report; false when the node's earlier reports are incomplete. */
  follow({ node, event }: NodeReport): boolean {
    const report = event as RaftReport
    switch (report.type) {
      case 'restored':
        this.of(node).begin(report.index, report.term, report.chain)
        return true
      case 'append':
        return this.of(node).append(report.from, report.term, report.chains)
      case 'truncate':
        this.of(node).truncate(report.from)
        return true
      default:
        return true
    }
  }
}
