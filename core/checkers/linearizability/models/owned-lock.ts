/**
 * A lock that starts free and knows its holder: acquire takes it when it is free, and only the
 * process that took it may release it. It is not reentrant.
 */
import { defineModel } from '../define-model.ts'
import type { Model, ModelSpecification } from '../model.ts'

/** The process that holds the lock. */
type Holder = number | 'nobody'

interface Step {
  readonly kind: 'acquire' | 'release'
  readonly by: number
}

export const ownedLockSpecification: ModelSpecification<Holder, Step> = {
  name: 'owned-lock',
  summary: 'a lock, free at first, that only its holder may release: acquire, release',
  operations: ['acquire', 'release'],
  perKey: true,
  initial: (options) => {
    const initial = options.initial ?? 'free'
    if (initial === 'free') return 'nobody'
    return Number.isSafeInteger(initial) ? (initial as number) : undefined
  },
  read: ({ f, process }) => ({
    kind: 'step',
    readOnly: false,
    step: { kind: f === 'acquire' ? 'acquire' : 'release', by: process },
  }),
  apply: (holder, { kind, by }) => {
    if (kind === 'acquire') return holder === 'nobody' ? by : undefined
    return holder === by ? 'nobody' : undefined
  },
  stateKey: String,
  stepKey: ({ kind, by }) => `${kind} ${by}`,
}

export const ownedLock: Model = defineModel(ownedLockSpecification)
