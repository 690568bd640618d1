/**
 * The verdict as sentences. Unknown is never folded into valid, and a run without a verdict says
 * why it has none. Pure.
 */
import type { CheckResult, Verdict } from '../../../core/checkers/checker.ts'
import { toldHypothesis } from '../../../core/drills/told-hypothesis.ts'
import type { VerdictDocument } from '../../../core/drills/verdict-document.ts'
import type { RunDetail } from '../../../electron/ipc/shapes/runs.ts'
import { counted } from '../../components/figures.ts'
import { ended } from '../../components/sentence.ts'

export interface ToldVerdict {
  /** `Invalid: linearizable does not hold.` */
  readonly headline: string
  /** What follows from it, or what that rests on. */
  readonly explanation: string
}

type Told = Pick<RunDetail, 'verdict' | 'status' | 'reason'>

export function verdictInWords({ verdict, status, reason }: Told): ToldVerdict {
  if (verdict !== null) return TELL[verdict.verdict](verdict)
  switch (status) {
    case 'running':
      return {
        headline: 'Still running.',
        explanation: 'The verdict comes when the drill has ended. This is what there is so far.',
      }
    case 'interrupted':
      return {
        headline: 'Interrupted: there is no verdict.',
        explanation: `${asSentence(reason ?? 'Nothing says why')} What was recorded until then is kept and shown here; nothing was checked.`,
      }
    case 'finished':
      return {
        headline: 'Not judged.',
        explanation: 'The run ended and no verdict was written. Nothing is known of its promises.',
      }
  }
}

const TELL: { readonly [verdict in Verdict]: (document: VerdictDocument) => ToldVerdict } = {
  valid: (document) => ({
    headline: 'Valid: every promise was kept.',
    explanation: listed([
      `${counted(document.checks.length, 'check')} found nothing wrong`,
      ...(document.hypothesis.answer === 'held' ? ['the hypothesis held'] : []),
      ...(document.recovery.answer === 'recovered' ? ['the system recovered'] : []),
    ]),
  }),
  invalid: (document) => {
    const [first, ...more] = broken(document)
    return {
      headline: first === undefined ? 'Invalid.' : `Invalid: ${first}.`,
      explanation: [
        ...firstWitness(document),
        ...(more.length === 0 ? [] : [listed(more)]),
        ...unmet(document).map(({ sentence }) => sentence),
      ].join(' '),
    }
  },
  unknown: (document) => {
    const [first, ...more] = undecided(document)
    return {
      headline: first === undefined ? 'Unknown.' : `Unknown: ${first}.`,
      explanation: `${more.length === 0 ? '' : `${listed(more)} `}Nothing was found broken, and nothing was proven: this is not valid.`,
    }
  },
}

/** The broken check whose witness is told first. */
export function firstWitnessed({
  checks,
}: Pick<VerdictDocument, 'checks'>): CheckResult | undefined {
  return checks.find(({ verdict, witness }) => verdict === 'invalid' && witness !== undefined)
}

function firstWitness(document: VerdictDocument): readonly string[] {
  const witness = firstWitnessed(document)?.witness
  return witness === undefined ? [] : [asSentence(witness.sentence, false)]
}

/** The expectations that refuted the hypothesis, and the warning that each of them became. */
function unmet({ hypothesis }: VerdictDocument): readonly { sentence: string; warning: string }[] {
  return hypothesis.measured
    .filter(({ met, value }) => !met && value !== null)
    .map(({ expectation, told, value }) => ({
      sentence: `Expected ${expectation}, measured ${told ?? value}.`,
      warning: `expected ${expectation}, measured:`,
    }))
}

/** Without those that the explanation of the verdict has told already. */
export function furtherWarnings(document: VerdictDocument): readonly string[] {
  const told = document.verdict === 'invalid' ? unmet(document) : []
  return document.warnings.filter((text) => !told.some(({ warning }) => text.startsWith(warning)))
}

function broken({ checks, hypothesis, recovery }: VerdictDocument): readonly string[] {
  return [
    ...checks
      .filter(({ verdict }) => verdict === 'invalid')
      .map(({ name }) => `${name} does not hold`),
    ...(hypothesis.answer === 'refuted' ? ['the hypothesis was refuted'] : []),
    ...(recovery.answer === 'not-recovered' ? ['the system did not recover in time'] : []),
  ]
}

function undecided(document: VerdictDocument): readonly string[] {
  const { checks, hypothesis, recovery, warnings } = document
  return [
    // As the judge tells it; then nothing after that moment could be decided.
    ...warnings.filter((warning) => warning.startsWith('the drill was aborted')).slice(0, 1),
    ...checks
      .filter(({ verdict }) => verdict === 'unknown')
      .map(({ name }) => `${name} could not be decided`),
    ...(hypothesis.answer === 'unknown' ? ['the hypothesis could not be asked'] : []),
    ...(recovery.answer === 'unknown' ? ['whether the system recovered could not be told'] : []),
  ]
}

/** `A, b and c.` */
function listed(parts: readonly string[]): string {
  const all =
    parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`
  return asSentence(all)
}

/** `capital` false for one that begins with an identifier. */
function asSentence(text: string, capital = true): string {
  return ended(capital ? `${text.slice(0, 1).toUpperCase()}${text.slice(1)}` : text)
}

/** What was predicted, held against what came; null where nothing was predicted. */
export function predictionInWords({
  prediction,
  verdict,
}: Pick<RunDetail, 'prediction' | 'verdict'>): string | null {
  if (prediction === null) return null
  const predicted = {
    holds: 'that it holds',
    breaks: 'that it breaks',
    unsure: 'nothing, being unsure',
  }
  const said = `You predicted ${predicted[prediction]}`
  const answer = verdict === null ? undefined : toldHypothesis(verdict).answer
  if (answer === undefined || answer === 'unknown' || prediction === 'unsure') return `${said}.`
  return `${said}: ${(prediction === 'holds') === (answer === 'held') ? 'right' : 'wrong'}.`
}

export function recoveryInWords({ recovery }: VerdictDocument, afterMs: string): string {
  switch (recovery.answer) {
    case 'recovered':
      if (recovery.afterMs === null) return 'Steady again after the last undo.'
      return recovery.afterMs < 0.5
        ? 'Steady at the last undo already.'
        : `Steady again ${afterMs} after the last undo.`
    case 'not-recovered':
      return 'Not steady again in the time that the drill allows.'
    case 'unknown':
      return 'The drill ended before it could be told.'
    case 'not-asked':
      return 'The drill does not ask for it.'
  }
}

/** When the workload began, ms since the run began; null where it never did. */
export function workloadBeganMs({ log }: Pick<RunDetail, 'log'>): number | null {
  return log.find(({ kind, text }) => kind === 'phase' && text === 'drill')?.atMs ?? null
}
