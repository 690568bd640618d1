/** The parts of a report, from the verdict down to the drill file. */
import type { CheckResult, Verdict } from '../../../core/checkers/checker.ts'
import type { VerdictDocument } from '../../../core/drills/verdict-document.ts'
import { hypothesisReason, toldHypothesis } from '../../../core/drills/told-hypothesis.ts'
import { grouped, span } from '../../../core/faults/measured.ts'
import type { DrawnWitness, RunDetail, RunSeries } from '../../ipc/shapes/runs.ts'
import { settingsOf } from '../../library/run-settings.ts'
import { markup, NOTHING, type Markup, type Piece } from './markup.ts'
import { timeChart } from './time-chart.ts'
import { witnessChart } from './witness-chart.ts'

/** Rows of a list; a report is read by people. */
const ROWS_MAX = 400
const SOURCE_MAX = 64 * 1024

/** The sign is another shape for each, so that nobody depends on the colour. */
const SIGNS = { valid: '✓', invalid: '✗', unknown: '?' } as const

export function heading(detail: RunDetail): Markup {
  const { drill, verdict, status } = detail
  const { system, workload } = drill
  const release = system.release === 'correct' ? '' : ` with release ${system.release}`
  const answer = verdict?.verdict ?? 'unknown'
  const facts = [
    `${system.nodes} ${system.kind} nodes${release}`,
    `${workload.clients} clients, ${workload.kind}`,
    `${detail.simulated ? 'simulated' : 'live'}, seed ${detail.seed}`,
    detail.startedAt,
    `took ${span(detail.durationMs)}`,
  ]
  const told = verdict === null ? `not judged: ${status}` : answer
  return markup`<header><div><h1>${drill.name}</h1><p>${drill.question}</p>
<p class="facts">${facts.join(' · ')}</p></div>
<div class="badge ${answer}">${SIGNS[answer]} ${told}</div></header>`
}

/** Each broken promise as a sentence and its picture; nothing where none was broken. */
export function violations(
  checks: readonly CheckResult[],
  drawn: ReadonlyMap<string, DrawnWitness>,
): Piece {
  const broken = checks.filter(({ verdict }) => verdict === 'invalid').slice(0, ROWS_MAX)
  if (broken.length === 0) return NOTHING
  const told = broken.map(({ name, summary, witness }) => {
    const picture = drawn.get(name)
    return markup`<blockquote><strong class="mono">${name}</strong>${witness?.sentence ?? summary}</blockquote>
${picture === undefined || picture.operations.length === 0 ? NOTHING : markup`<figure>${witnessChart(picture)}</figure>`}`
  })
  return markup`<section><h2>What cannot be explained</h2>${told}</section>`
}

export function figures({ verdict }: RunDetail): Piece {
  if (verdict === null) return NOTHING
  const { operations, latencyMs } = verdict
  const latency = (value: number | null): string => (operations.ok === 0 ? 'n/a' : precise(value))
  const cells: readonly (readonly [string, string, string])[] = [
    ['acknowledged', number(operations.ok), ''],
    ['failed', number(operations.fail), ''],
    ['unknown', number(operations.info), ''],
    ['throughput', number(verdict.throughputPerSecond), 'ok/s'],
    ['availability', percentage(verdict.availability), ''],
    ['unavailable', orAbsent(verdict.unavailableMs, span), ''],
    ['latency p50', latency(latencyMs.p50), 'ms'],
    ['latency p95', latency(latencyMs.p95), 'ms'],
    ['latency p99', latency(latencyMs.p99), 'ms'],
    ['latency p99.9', latency(latencyMs.p999), 'ms'],
    ['elections', number(verdict.elections), ''],
    [
      'faults proven',
      `${verdict.faults.filter(({ proven }) => proven).length} of ${verdict.faults.length}`,
      '',
    ],
  ]
  const drawn = cells.map(
    ([name, value, unit]) =>
      markup`<div><dt>${name}</dt><dd>${value} <small>${unit}</small></dd></div>`,
  )
  return markup`<section><h2>Figures</h2><dl class="figures">${drawn}</dl></section>`
}

export function overTime(series: RunSeries): Markup {
  return markup`<section><h2>Over time</h2><figure>${timeChart(series)}</figure>
<div class="legend">${LEGEND}</div></section>`
}

const LEGEND: readonly Markup[] = [
  markup`<span><svg viewBox="0 0 18 10"><rect class="op-ok" width="10" height="10"/></svg>acknowledged</span>`,
  markup`<span><svg viewBox="0 0 18 10"><rect class="op-info" width="10" height="10"/></svg>unknown</span>`,
  markup`<span><svg viewBox="0 0 18 10"><rect class="op-fail" width="10" height="10"/></svg>failed</span>`,
  markup`<span><svg viewBox="0 0 18 10"><path class="line p50" d="M0 5h18"/></svg>p50</span>`,
  markup`<span><svg viewBox="0 0 18 10"><path class="line p99" d="M0 5h18"/></svg>p99</span>`,
  markup`<span><svg viewBox="0 0 18 10"><path class="line p999" d="M0 5h18"/></svg>p99.9</span>`,
  markup`<span><svg viewBox="0 0 18 10"><rect class="bar" y="3" width="18" height="4"/></svg>fault, effect proven</span>`,
  markup`<span><svg viewBox="0 0 18 10"><rect class="bar-unproven" x="1" y="3" width="16" height="4"/></svg>fault without proof</span>`,
  markup`<span><svg viewBox="0 0 18 12"><path class="election" d="M6 0l5 3v5.5l-5 3l-5 -3v-5.5z"/></svg>a leader was elected</span>`,
]

export function checks({ verdict }: RunDetail): Piece {
  if (verdict === null) return NOTHING
  const rows = verdict.checks
    .slice(0, ROWS_MAX)
    .map(({ name, verdict, summary }) => row(verdict, name, summary))
  return markup`<section><h2>Checks</h2><table><tbody>${rows}</tbody></table></section>`
}

function row(verdict: Verdict, name: string, text: Piece): Markup {
  return markup`<tr><td class="mark ${verdict}">${SIGNS[verdict]} ${verdict}</td>
<td class="mono">${name}</td><td>${text}</td></tr>`
}

const HYPOTHESIS = { held: 'valid', refuted: 'invalid', unknown: 'unknown' } as const

export function hypothesis({ verdict, prediction }: RunDetail): Piece {
  if (verdict === null) return NOTHING
  const { statement, measured } = verdict.hypothesis
  const told = toldHypothesis(verdict)
  const { answer } = told
  const reason = hypothesisReason(told)
  const why =
    reason === null ? NOTHING : markup`<p class="quiet">Refuted or left open because ${reason}.</p>`
  const rows = measured.slice(0, ROWS_MAX).map(({ expectation, value, told, met }) => {
    const outcome = value === null ? 'unknown' : met ? 'valid' : 'invalid'
    const shown = value === null ? 'not measured' : (told ?? number(value))
    return markup`<tr><td class="mark ${outcome}">${SIGNS[outcome]}</td><td>${expectation}</td><td class="mono figure">${shown}</td></tr>`
  })
  const foreseen =
    prediction === null ? NOTHING : markup`<p class="quiet">Predicted before: it ${prediction}</p>`
  return markup`<section><h2>Hypothesis and recovery</h2>
<p class="answer"><strong class="${HYPOTHESIS[answer]}">${SIGNS[HYPOTHESIS[answer]]} ${answer}</strong> ${statement}</p>${why}${foreseen}
<table><tbody>${rows}</tbody></table><p class="answer">${recoveryText(verdict)}</p></section>`
}

function recoveryText({ recovery: { answer, afterMs } }: VerdictDocument): Markup {
  switch (answer) {
    case 'recovered':
      return markup`<strong class="valid">✓ recovered</strong> ${whenRecovered(afterMs)}`
    case 'not-recovered':
      return markup`<strong class="invalid">✗ not recovered</strong> after everything was undone`
    case 'not-asked':
      return markup`<span class="quiet">Nothing was asked of it</span>`
    case 'unknown':
      return markup`<strong class="unknown">? unknown</strong> the drill ended before it could be told`
  }
}

function whenRecovered(afterMs: number | null): string {
  if (afterMs === null) return 'steady after the last undo'
  if (Math.round(afterMs) === 0) return 'steady at the last undo already'
  return `steady ${span(afterMs)} after the last undo`
}

export function faults({ verdict }: RunDetail): Piece {
  if (verdict === null || verdict.faults.length === 0) return NOTHING
  const rows = verdict.faults
    .slice(0, ROWS_MAX)
    .map(({ atMs, undoneAtMs, kind, target, effect, proven }) => {
      const until = undoneAtMs === null ? '' : ` – ${span(undoneAtMs)}`
      return markup`<tr><td class="time">${orAbsent(atMs, span)}${until}</td><td class="mono hot">${kind}</td>
<td class="mono">${target}</td><td class="mark ${proven ? 'valid' : 'unknown'}">${proven ? '✓ proven' : '? no proof'}</td><td>${effect}</td></tr>`
    })
  return markup`<section class="long"><h2>What was broken</h2><table>
<thead><tr><th>when</th><th>fault</th><th>target</th><th>proof</th><th>measured effect</th></tr></thead>
<tbody>${rows}</tbody></table>${leftOut(verdict.faults.length)}</section>`
}

export function warnings({ verdict, troubles }: RunDetail): Piece {
  const told = [...(verdict?.warnings ?? []), ...troubles]
  if (told.length === 0) return NOTHING
  const rows = told
    .slice(0, ROWS_MAX)
    .map((text) => markup`<tr><td class="mark unknown">!</td><td>${text}</td></tr>`)
  return markup`<section class="long"><h2>Warnings</h2><table><tbody>${rows}</tbody></table>${leftOut(told.length)}</section>`
}

export function notes({ notes, tags }: RunDetail): Piece {
  if (notes.length === 0 && tags.length === 0) return NOTHING
  const rows = notes.slice(0, ROWS_MAX).map(({ writtenAt, atUs, text }) => {
    const moment = atUs === null ? 'the run' : `at ${(atUs / 1e6).toFixed(3)} s`
    return markup`<tr><td class="time">${moment}</td><td>${text}</td><td class="time">${writtenAt}</td></tr>`
  })
  const tagged =
    tags.length === 0
      ? NOTHING
      : markup`<p class="quiet">${tags.map((tag) => `#${tag}`).join(' ')}</p>`
  return markup`<section class="long"><h2>Notes</h2>${tagged}<table><tbody>${rows}</tbody></table>${leftOut(notes.length)}</section>`
}

export function settings(detail: RunDetail): Markup {
  const pairs = [...settingsOf(detail)].slice(0, ROWS_MAX)
  const drawn = pairs.map(
    ([name, value]) => markup`<div><dt>${name}</dt><dd class="mono">${value}</dd></div>`,
  )
  return markup`<section class="long"><h2>Settings</h2><dl class="settings">${drawn}</dl></section>`
}

export function log({ log }: RunDetail, series: RunSeries): Piece {
  if (log.length === 0) return NOTHING
  const begun = log.find(({ kind, text }) => kind === 'phase' && text === 'drill')?.atMs ?? 0
  const rows = log
    .slice(0, ROWS_MAX)
    .map(
      ({ atMs, kind, text }) =>
        markup`<tr><td class="time">${((atMs - begun) / 1000).toFixed(3)} s</td><td class="kind">${kind}</td><td>${text}</td></tr>`,
    )
  const since = series.phases.length > 0 ? 'the workload began' : 'the run began'
  return markup`<section class="long"><h2>Log, since ${since}</h2><table><tbody>${rows}</tbody></table>${leftOut(log.length)}</section>`
}

export function source({ source }: RunDetail): Markup {
  return markup`<section class="long"><details><summary>The drill file</summary><pre class="mono">${source.slice(0, SOURCE_MAX)}</pre></details></section>`
}

function leftOut(length: number): Piece {
  return length <= ROWS_MAX ? NOTHING : markup`<p class="quiet">and ${length - ROWS_MAX} more</p>`
}

function number(value: number | null): string {
  return orAbsent(value, grouped)
}

function precise(value: number | null): string {
  return orAbsent(value, (ms) => (ms >= 100 ? grouped(ms) : ms.toFixed(ms < 10 ? 2 : 1)))
}

/** What is not whole is never rounded up to it. */
function percentage(share: number | null): string {
  return orAbsent(share, (value) =>
    value === 1 ? '100 %' : `${Math.min(value * 100, 99.999).toFixed(value > 0.999 ? 3 : 1)} %`,
  )
}

function orAbsent(value: number | null, told: (value: number) => string): string {
  return value === null || Number.isNaN(value) ? 'n/a' : told(value)
}
