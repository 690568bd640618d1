/**
 * Applies what is committed, in order, once, and answers those who wait for it.
 */
import { assert } from '../../base/assert.ts'
import type { Context } from '../../runtime/machine.ts'
import type { Proposals } from './proposals.ts'
import type { RaftState } from './state.ts'

export class Applier {
  readonly #state: RaftState
  readonly #proposals: Proposals

  constructor(state: RaftState, proposals: Proposals) {
    this.#state = state
    this.#proposals = proposals
  }

  /** Applies up to the commit index; returns whether there was anything to apply. */
  advance(context: Context): boolean {
    const state = this.#state
    if (state.applied === state.commit) return false
    assert(state.commit <= state.log.lastIndex, 'committed beyond the end of the log')
    state.observer.appended(context)
    while (state.applied < state.commit) this.#apply(context, state.applied + 1)
    const { term, commit, log, store } = state
    const chain = log.chainAt(commit)
    state.observer.tell(context, {
      type: 'commit',
      term,
      index: commit,
      chain,
      state: store.digest,
    })
    return true
  }

  #apply(context: Context, index: number): void {
    const state = this.#state
    const { command } = state.log.entryAt(index)
    state.applied = index
    if (command.kind === 'apply') {
      this.#proposals.answer(context, index, state.store.apply(index, command))
    } else if (command.kind === 'configure') {
      const { configuration } = command
      state.observer.tell(context, { type: 'membership', index, configuration })
    }
  }
}
