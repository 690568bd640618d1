/**
 * The process of transactions that name none, as in examples of Elle. Where they are told to begin
 * and to end, it is one; where they come as completions alone, nobody knows, and each has its own,
 * so that no order of a process is made up.
 */
const ONLY_PROCESS = 0

export class NamelessProcess {
  #hasInvocations = false
  #completions = 0

  /** The process of the next entry that names none. */
  of(type: unknown): number {
    if (type === 'invoke') this.#hasInvocations = true
    return this.#hasInvocations ? ONLY_PROCESS : this.#completions++
  }
}
