/**
 * What a failing run broke, by name, so that a smaller drill can be asked for the very same: a
 * check, an expectation of the author, or that the system recovers. In this order, because a broken
 * check says most about the system, and the figures of a run follow from it.
 */
import { unreachable } from '../base/assert.ts'
import type { Drill, Expectation } from '../drills/drill.ts'
import { describeExpectation } from '../drills/probes.ts'
import type { VerdictDocument } from '../drills/verdict-document.ts'

export type BrokenPromise =
  | { readonly kind: 'check'; readonly name: string }
  | { readonly kind: 'expectation'; readonly expectation: Expectation }
  | { readonly kind: 'recovery' }

/** `asked`: the drill that was judged, with every expectation that it was judged by. */
export function brokenPromise(
  { checks, hypothesis, recovery }: VerdictDocument,
  asked: Drill,
): BrokenPromise | null {
  const check = checks.find(({ verdict }) => verdict === 'invalid')
  if (check !== undefined) return { kind: 'check', name: check.name }
  const index = hypothesis.measured.findIndex(({ met, value }) => !met && value !== null)
  const expectation = asked.expect[index]
  if (expectation !== undefined) return { kind: 'expectation', expectation }
  return recovery.answer === 'not-recovered' ? { kind: 'recovery' } : null
}

/** Whether a run of a drill that `askingOnly` made broke `promise`. */
export function breaks(document: VerdictDocument, promise: BrokenPromise): boolean {
  switch (promise.kind) {
    case 'check':
      return document.checks.some(
        ({ name, verdict }) => name === promise.name && verdict === 'invalid',
      )
    case 'expectation':
      return document.hypothesis.answer === 'refuted'
    case 'recovery':
      return document.recovery.answer === 'not-recovered'
    default:
      return unreachable(promise, 'kind of promise')
  }
}

/**
 * The drill without the author's other expectations: they foretell what all of the faults do, and
 * with fewer they would be refuted without any bug. Nor is it given up halfway. Zones go too, as
 * recorded faults name machines.
 */
export function askingOnly(drill: Drill, promise: BrokenPromise): Drill {
  const expect = promise.kind === 'expectation' ? [promise.expectation] : []
  return { ...drill, expect, abortWhen: [], zones: {} }
}

/** For file names and tables: `linearizable`, `elections`, `recovery`. */
export function promiseName(promise: BrokenPromise): string {
  if (promise.kind === 'check') return promise.name
  return promise.kind === 'expectation' ? promise.expectation.probe : 'recovery'
}

/** What ought to be so; `drill` is the one that asks, whose windows may have moved. */
export function promiseSentence(promise: BrokenPromise, drill: Drill): string {
  if (promise.kind === 'check') return `The promise ${promise.name} is kept`
  if (promise.kind === 'recovery') return 'The system recovers'
  return `The expectation "${toldExpectation(promise.expectation, drill)}" holds`
}

/** What is not so; the end of a sentence. */
export function brokenSentence(promise: BrokenPromise, drill: Drill): string {
  if (promise.kind === 'check') return `the promise ${promise.name} is broken`
  if (promise.kind === 'recovery') return 'the system does not recover'
  return `the expectation "${toldExpectation(promise.expectation, drill)}" is refuted`
}

function toldExpectation(expectation: Expectation, drill: Drill): string {
  return describeExpectation(drill.expect[0] ?? expectation)
}
