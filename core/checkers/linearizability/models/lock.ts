/**
 * A lock that starts free: acquire takes it when it is free, release frees it when it is held.
 * It does not ask who holds it: a process may release what another acquired, as in Knossos.
 */
import { defineModel } from '../define-model.ts'
import type { Model, ModelSpecification } from '../model.ts'

type State = 'free' | 'held'

export const lockSpecification: ModelSpecification<State, 'acquire' | 'release'> = {
  name: 'lock',
  summary: 'a lock, free at first: acquire, release',
  operations: ['acquire', 'release'],
  perKey: true,
  initial: (options) => {
    const initial = options.initial ?? 'free'
    return initial === 'free' || initial === 'held' ? initial : undefined
  },
  read: ({ f }) => ({
    kind: 'step',
    readOnly: false,
    step: f === 'acquire' ? 'acquire' : 'release',
  }),
  apply: (state, step) => {
    if (step === 'acquire') return state === 'free' ? 'held' : undefined
    return state === 'held' ? 'free' : undefined
  },
  stateKey: (state) => state,
  stepKey: (step) => step,
}

export const lock: Model = defineModel(lockSpecification)
