/**
 * Cutting the text of a snapshot into pieces, and putting it together again at the receiver.
 */
import type { Address } from '../../runtime/machine.ts'
import type { Snapshot } from './entry.ts'
import type { Install } from './messages.ts'

/** A piece of at most `units` UTF-16 units (two at the least) that splits no character. */
export function textChunk(text: string, offset: number, units: number): string {
  let end = Math.min(text.length, offset + Math.max(2, units))
  if (end < text.length && isHighSurrogate(text.charCodeAt(end - 1))) end--
  return text.slice(offset, end)
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff
}

/** Gathers the pieces of one snapshot from one leader; another one starts it anew. */
export class SnapshotAssembly {
  #from: Address | null = null
  #term = 0
  #index = 0
  #pieces: string[] = []
  #offset = 0

  /** How much of the snapshot has arrived without a gap. */
  get offset(): number {
    return this.#offset
  }

  /** Takes a piece; returns the snapshot when that was the last one missing. */
  add(from: Address, message: Install): Snapshot | null {
    if (from !== this.#from || message.term !== this.#term || message.index !== this.#index) {
      this.#from = from
      this.#term = message.term
      this.#index = message.index
      this.#pieces = []
      this.#offset = 0
    }
    if (message.offset !== this.#offset) return null
    this.#pieces.push(message.text)
    this.#offset += message.text.length
    if (!message.done) return null
    const { index, lastTerm, chain, configuration } = message
    const text = this.#pieces.join('')
    this.clear()
    return { index, term: lastTerm, chain, configuration, text }
  }

  clear(): void {
    this.#from = null
    this.#pieces = []
    this.#offset = 0
  }
}
