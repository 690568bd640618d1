/** The verdict of a drill as a page of text: the answer first, then the figures. */
import type { CheckResult, Verdict } from '../../core/checkers/checker.ts'
import type { FaultOutcome, VerdictDocument } from '../../core/drills/verdict-document.ts'
import { count, duration, milliseconds, percentage } from './format.ts'
import { table, tone, type Tone } from './terminal.ts'

const MARKS: { readonly [verdict in Verdict]: readonly [mark: string, tone: Tone] } = {
  valid: ['✓', 'good'],
  invalid: ['✗', 'bad'],
  unknown: ['?', 'warn'],
}

export function verdictText(document: VerdictDocument, question: string): string {
  return [
    headline(document),
    tone('quiet', `  ${question}`),
    '',
    ...document.checks.map((check) => checkText(check, document.checks)),
    '',
    ...hypothesisText(document),
    ...recoveryText(document),
    '',
    ...figures(document),
    ...faultsText(document.faults),
    ...document.warnings.map((warning) => `  ${tone('warn', '!')} ${warning}`),
    '',
    `  Saved as ${document.run}`,
  ].join('\n')
}

function headline(document: VerdictDocument): string {
  const [mark, colour] = MARKS[document.verdict]
  const release = document.release === 'correct' ? '' : ` with ${document.release}`
  const world = document.simulated ? ', simulated' : ''
  const subject = `${document.drill} on ${document.system}${release}${world}, seed ${document.seed}`
  return `${tone(colour, `${mark} ${document.verdict.toUpperCase()}`)}  ${tone('strong', subject)}`
}

function checkText(check: CheckResult, all: readonly CheckResult[]): string {
  const [mark, colour] = MARKS[check.verdict]
  const width = Math.max(...all.map(({ name }) => name.length))
  const line = `  ${tone(colour, mark)} ${check.name.padEnd(width)}  ${check.summary}`
  const told = check.witness?.sentence
  if (told === undefined || told === check.summary) return line
  return `${line}\n      ${tone(colour, told)}`
}

function hypothesisText({ hypothesis }: VerdictDocument): string[] {
  const colour = { held: 'good', refuted: 'bad', unknown: 'warn' } as const
  const answer = tone(colour[hypothesis.answer], hypothesis.answer)
  return [
    `  Hypothesis ${answer}: ${hypothesis.statement}`,
    ...hypothesis.measured.map(
      ({ expectation, value, met }) =>
        `    ${met ? tone('good', '✓') : tone('bad', '✗')} ${expectation}` +
        (value === null ? ': not measured' : `: measured ${count(value)}`),
    ),
  ]
}

function recoveryText({ recovery }: VerdictDocument): string[] {
  switch (recovery.answer) {
    case 'recovered':
      return [`  Recovered: steady ${duration(recovery.afterMs ?? 0)} after the last undo`]
    case 'not-recovered':
      return [`  ${tone('bad', 'Not recovered')} after everything was undone`]
    case 'unknown':
      return [`  ${tone('warn', 'Recovery unknown')}`]
    case 'not-asked':
      return []
  }
}

function figures(document: VerdictDocument): string[] {
  const { operations, latencyMs } = document
  const rows = [
    [
      'operations',
      `${count(operations.ok)} ok, ${count(operations.fail)} failed, ${count(operations.info)} unknown` +
        `, ${count(Math.round(document.throughputPerSecond))} ok/s`,
    ],
    [
      'latency',
      `p50 ${milliseconds(latencyMs.p50)}, p95 ${milliseconds(latencyMs.p95)}, ` +
        `p99 ${milliseconds(latencyMs.p99)}, p99.9 ${milliseconds(latencyMs.p999)}`,
    ],
    [
      'available',
      `${percentage(document.availability)}, unavailable for ${duration(document.unavailableMs)}` +
        `, ${document.elections} ${document.elections === 1 ? 'election' : 'elections'}`,
    ],
  ]
  return [table(rows, '  ')]
}

function faultsText(faults: readonly FaultOutcome[]): string[] {
  if (faults.length === 0) return []
  const rows = faults.map(({ atMs, undoneAtMs, kind, target, effect, proven }) => [
    `at ${duration(atMs)}${undoneAtMs === null ? '' : ` to ${duration(undoneAtMs)}`}`,
    kind,
    target,
    proven ? effect : `${effect} (no effect proven)`,
  ])
  return ['', '  Faults', table(rows, '    ')]
}
