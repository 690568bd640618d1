/** The verdict of a drill as a page of text: the answer first, then the figures. */
import type { CheckResult, Verdict } from '../../core/checkers/checker.ts'
import type {
  FaultOutcome,
  MeasuredExpectation,
  VerdictDocument,
} from '../../core/drills/verdict-document.ts'
import { hypothesisReason, toldHypothesis } from '../../core/drills/told-hypothesis.ts'
import { count, counted, duration, milliseconds, percentage, type Figure } from './format.ts'
import { plainData, plainText } from './plain-text.ts'
import type { Terminal, Tone } from './terminal.ts'

/** The words that lay a page out. */
export type Sheet = Pick<Terminal, 'tone' | 'table' | 'paragraph'>

const MARKS: { readonly [verdict in Verdict]: readonly [mark: string, tone: Tone] } = {
  valid: ['✓', 'good'],
  invalid: ['✗', 'bad'],
  unknown: ['?', 'warn'],
}

/** `question` is that of the drill. Words of the document are made plain here. */
export function verdictText(written: VerdictDocument, question: string, sheet: Sheet): string {
  const document = plainData(written)
  return [
    headline(document, sheet),
    sheet.paragraph(plainText(question), {
      first: '  ',
      paint: (line) => sheet.tone('quiet', line),
    }),
    ...section(checksText(document.checks, sheet)),
    '',
    ...hypothesisText(document, sheet),
    ...recoveryText(document, sheet),
    '',
    figures(document, sheet),
    ...section(faultsText(document.faults, sheet)),
    ...section(
      document.warnings.map((warning) =>
        sheet.paragraph(warning, { first: `  ${sheet.tone('warn', '!')} `, rest: '    ' }),
      ),
    ),
    '',
    `  Saved as ${document.run}`,
  ].join('\n')
}

/** A mark in its colour. */
export function verdictMark(verdict: Verdict, sheet: Sheet): string {
  const [mark, tone] = MARKS[verdict]
  return sheet.tone(tone, mark)
}

/** `✓ VALID` in its colour. */
export function verdictWord(verdict: Verdict, sheet: Sheet): string {
  const [mark, tone] = MARKS[verdict]
  return sheet.tone(tone, `${mark} ${verdict.toUpperCase()}`)
}

function section(lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', ...lines]
}

function headline(document: VerdictDocument, sheet: Sheet): string {
  const release = document.release === 'correct' ? '' : ` with ${document.release}`
  const world = document.simulated ? ', simulated' : ''
  const subject = `${document.drill} on ${document.system}${release}${world}, seed ${document.seed}`
  return `${verdictWord(document.verdict, sheet)}  ${sheet.tone('strong', subject)}`
}

function checksText(checks: readonly CheckResult[], sheet: Sheet): readonly string[] {
  // A witness may stand between two rows, so each is laid out by itself.
  const width = Math.max(0, ...checks.map(({ name }) => name.length))
  return checks.flatMap((check) => {
    const { name, summary, verdict, witness } = check
    const row = [verdictMark(verdict, sheet), name.padEnd(width), summary]
    const told = witness?.sentence
    if (told === undefined || told === summary) return [sheet.table([row], '  ')]
    const paint = (line: string): string => sheet.tone(MARKS[verdict][1], line)
    return [sheet.table([row], '  '), sheet.paragraph(told, { first: '      ', paint })]
  })
}

function hypothesisText(document: VerdictDocument, sheet: Sheet): readonly string[] {
  const { hypothesis } = document
  const tones = { held: 'good', refuted: 'bad', unknown: 'warn' } as const
  const told = toldHypothesis(document)
  const answer = sheet.tone(tones[told.answer], told.answer)
  const reason = hypothesisReason(told)
  return [
    sheet.paragraph(hypothesis.statement, { first: `  Hypothesis ${answer}: `, rest: '    ' }),
    ...(reason === null ? [] : [sheet.paragraph(reason, { first: '    ', rest: '    ' })]),
    ...hypothesis.measured.map((measured) => expectationText(measured, sheet)),
  ]
}

function expectationText(measured: MeasuredExpectation, sheet: Sheet): string {
  const { expectation, value, met, told } = measured
  if (value === null) {
    return sheet.paragraph(`${expectation}: not measured`, {
      first: `    ${verdictMark('unknown', sheet)} `,
      rest: '      ',
    })
  }
  return sheet.paragraph(`${expectation}: measured ${told ?? count(value)}`, {
    first: `    ${verdictMark(met ? 'valid' : 'invalid', sheet)} `,
    rest: '      ',
  })
}

function recoveryText({ recovery }: VerdictDocument, sheet: Sheet): readonly string[] {
  switch (recovery.answer) {
    case 'recovered':
      return [`  ${sheet.tone('good', 'Recovered')}: ${recoveredWhen(recovery.afterMs)}`]
    case 'not-recovered':
      return [`  ${sheet.tone('bad', 'Not recovered')} after everything was undone`]
    case 'unknown':
      return [
        `  ${sheet.tone('warn', 'Recovery unknown')}: the drill ended before it could be told`,
      ]
    case 'not-asked':
      return []
  }
}

function recoveredWhen(afterMs: Figure): string {
  if (afterMs === null) return 'steady after the last undo'
  if (Math.round(afterMs) === 0) return 'steady at the last undo already'
  return `steady ${duration(afterMs)} after the last undo`
}

function figures(document: VerdictDocument, sheet: Sheet): string {
  const { operations, latencyMs, throughputPerSecond } = document
  const { ok, fail, info } = operations
  const { p50, p95, p99, p999 } = latencyMs
  const perSecond = count(throughputPerSecond && Math.round(throughputPerSecond))
  const rows = [
    [
      'operations',
      `${count(ok)} ok, ${count(fail)} failed, ${count(info)} unknown, ${perSecond} ok/s`,
    ],
    [
      'latency',
      ok === 0
        ? 'nothing was acknowledged'
        : `p50 ${milliseconds(p50)}, p95 ${milliseconds(p95)}, ` +
          `p99 ${milliseconds(p99)}, p99.9 ${milliseconds(p999)}`,
    ],
    [
      'available',
      `${percentage(document.availability)}, unavailable for ${duration(document.unavailableMs)}, ` +
        counted(document.elections, 'election'),
    ],
  ]
  return sheet.table(rows, '  ')
}

function faultsText(faults: readonly FaultOutcome[], sheet: Sheet): readonly string[] {
  if (faults.length === 0) return []
  const rows = faults.map(({ atMs, undoneAtMs, kind, target, effect, proven }) => [
    `at ${duration(atMs)}${undoneAtMs === null ? '' : ` to ${duration(undoneAtMs)}`}`,
    kind,
    target,
    proven ? effect : `${effect} (no effect proven)`,
  ])
  return ['  Faults (since the workload began)', sheet.table(rows, '    ')]
}
