/**
 * The verdict of a run as JUnit XML, for the servers that read test results: one suite, one case
 * for each check, for the hypothesis and for the recovery. What is invalid is a failure; what is
 * unknown is an error, since it must not pass for green.
 */
import type { VerdictDocument } from '../../core/drills/verdict-document.ts'
import type { RunDetail } from '../ipc/shapes/runs.ts'
import { readRunDetail } from '../library/run-detail.ts'
import type { Exporter } from './export-format.ts'
import { escaped, escapedAttribute } from './markup-text.ts'

export const junit: Exporter = {
  name: 'junit',
  summary: 'the verdict as JUnit XML, a case for each check',
  extension: '.junit.xml',
  mediaType: 'application/xml',
  pieces: (run) => [junitText(readRunDetail(run))],
}

interface Case {
  readonly name: string
  readonly outcome: 'passed' | 'failure' | 'error' | 'skipped'
  /** One line. */
  readonly message: string
  readonly more: string
}

export function junitText(detail: RunDetail): string {
  const cases = detail.verdict === null ? [notJudged(detail)] : casesOf(detail.verdict)
  const count = (outcome: Case['outcome']): number =>
    cases.filter((one) => one.outcome === outcome).length
  const seconds = (detail.durationMs / 1000).toFixed(3)
  const counts = attributes({
    tests: String(cases.length),
    failures: String(count('failure')),
    errors: String(count('error')),
    skipped: String(count('skipped')),
    time: seconds,
  })
  const { drill } = detail
  const suite = attributes({ name: drill.name, timestamp: detail.startedAt.replace(/Z$/, '') })
  const className = `faultline.${drill.name}`
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="faultline"${counts}>`,
    `  <testsuite${suite}${counts}>`,
    '    <properties>',
    ...propertiesOf(detail).map(
      ([name, value]) => `      <property${attributes({ name, value })}/>`,
    ),
    '    </properties>',
    ...cases.map((one) => caseText(one, className)),
    `    <system-out>${escaped(outputOf(detail))}</system-out>`,
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n')
}

function propertiesOf(detail: RunDetail): readonly (readonly [string, string])[] {
  const { drill } = detail
  return [
    ['run', detail.name],
    ['question', drill.question],
    ['system', drill.system.kind],
    ['release', drill.system.release],
    ['seed', detail.seed],
    ['world', detail.simulated ? 'simulated' : 'live'],
    ['version', detail.faultlineVersion],
  ]
}

function notJudged({ reason, status }: RunDetail): Case {
  const message = reason === null ? `the run is ${status}` : `${status}: ${reason}`
  return { name: 'verdict', outcome: 'error', message: `not judged: ${message}`, more: '' }
}

const OUTCOMES = { valid: 'passed', invalid: 'failure', unknown: 'error' } as const

function casesOf({ checks, hypothesis, recovery }: VerdictDocument): readonly Case[] {
  const measured = hypothesis.measured.map(
    ({ expectation, told, value, met }) =>
      `${met ? 'met' : 'not met'}: ${expectation}: ${told ?? value ?? 'not measured'}`,
  )
  return [
    ...checks.map(({ name, verdict, summary, witness }): Case => {
      const message = witness?.sentence ?? summary
      return { name, outcome: OUTCOMES[verdict], message, more: summary }
    }),
    {
      name: 'hypothesis',
      outcome: ({ held: 'passed', refuted: 'failure', unknown: 'error' } as const)[
        hypothesis.answer
      ],
      message: `${hypothesis.answer}: ${hypothesis.statement}`,
      more: measured.join('\n'),
    },
    {
      name: 'recovery',
      outcome: RECOVERY[recovery.answer],
      message: recovery.answer,
      more: recovery.afterMs === null ? '' : `after ${recovery.afterMs} ms`,
    },
  ]
}

const RECOVERY = {
  recovered: 'passed',
  'not-recovered': 'failure',
  'not-asked': 'skipped',
  unknown: 'error',
} as const

function caseText({ name, outcome, message, more }: Case, className: string): string {
  const opened = `    <testcase${attributes({ name, classname: className, time: '0' })}`
  if (outcome === 'passed') return `${opened}/>`
  const what =
    outcome === 'skipped'
      ? `<skipped${attributes({ message })}/>`
      : `<${outcome}${attributes({ message, type: outcome === 'failure' ? 'invalid' : 'unknown' })}>` +
        `${escaped(more)}</${outcome}>`
  return `${opened}>\n      ${what}\n    </testcase>`
}

function outputOf({ verdict, troubles }: RunDetail): string {
  const faults = (verdict?.faults ?? []).map(
    ({ kind, target, effect, proven }) =>
      `fault ${kind} on ${target}: ${effect}${proven ? '' : ' (no effect proven)'}`,
  )
  return [...faults, ...(verdict?.warnings ?? []), ...troubles].join('\n')
}

function attributes(values: { readonly [name: string]: string }): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${escapedAttribute(value)}"`)
    .join('')
}
