/** How a drill ended, in sentences. Pure. */
import type { Prediction } from '../../../electron/ipc/requests.ts'
import type { RoomStanding } from '../../../electron/ipc/shapes/room.ts'
import type { ToldHypothesis } from '../../../core/drills/told-hypothesis.ts'
import type { VerdictDocument } from '../../../core/drills/verdict-document.ts'
import { ended } from '../../components/sentence.ts'

export interface Outcome {
  readonly badge: 'valid' | 'invalid' | 'unknown' | 'interrupted' | 'failed'
  readonly sentence: string
}

/** Null while the drill is not over. */
export function outcomeOf(standing: RoomStanding): Outcome | null {
  switch (standing.kind) {
    case 'judged':
      return { badge: standing.document.verdict, sentence: verdictSentence(standing.document) }
    case 'interrupted':
      return { badge: 'interrupted', sentence: `Ended before its verdict: ${standing.reason}.` }
    case 'failed':
      return { badge: 'failed', sentence: `Faultline itself failed: ${standing.message}` }
    default:
      return null
  }
}

function verdictSentence(document: VerdictDocument): string {
  const broken = document.checks.filter(({ verdict }) => verdict === 'invalid')
  const open = document.checks.filter(({ verdict }) => verdict === 'unknown')
  const [first] = broken
  if (first !== undefined) {
    const more = broken.length > 1 ? ` And ${broken.length - 1} more broken.` : ''
    return `${first.name}: ${ended(first.summary)}${more}`
  }
  if (document.verdict === 'invalid') {
    if (document.hypothesis.answer === 'refuted') {
      return `Every check held, but the hypothesis did not: ${unmet(document)}.`
    }
    return 'Every check held, but the system did not recover.'
  }
  if (document.verdict === 'unknown') {
    return open[0] === undefined
      ? 'It could not be told whether the promises were kept.'
      : `It could not be told: ${open[0].name}: ${ended(open[0].summary)}`
  }
  const { length } = document.checks
  return length === 1 ? 'Its one check held.' : `All ${length} checks held.`
}

function unmet({ hypothesis }: VerdictDocument): string {
  const missed = hypothesis.measured.filter(({ met }) => !met)
  const told = missed.map(
    ({ expectation, told }) => `${expectation}, measured ${told ?? 'nothing'}`,
  )
  return told.length === 0 ? 'its expectation was not met' : told.join('; ')
}

/** The prediction beside the answer: right, wrong, or neither. */
export function predictionText(
  prediction: Prediction | null,
  { answer }: Pick<ToldHypothesis, 'answer'>,
): { readonly text: string; readonly right: boolean | null } {
  const told = { held: 'it held', refuted: 'it was refuted', unknown: 'it could not be told' }[
    answer
  ]
  if (prediction === null) return { text: `No prediction; ${told}.`, right: null }
  if (prediction === 'unsure') return { text: `You were unsure; ${told}.`, right: null }
  const predicted = prediction === 'holds' ? 'held' : 'refuted'
  const right = answer === 'unknown' ? null : answer === predicted
  const joint = right === false ? ', but' : ';'
  return { text: `You predicted that it ${prediction}${joint} ${told}.`, right }
}
