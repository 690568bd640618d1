/** `faultline compare`: two runs side by side. */
import { Command } from 'commander'
import type { Verdict } from '../../../core/checkers/checker.ts'
import type { ComparedRun, RunComparison } from '../../ipc/shapes/runs.ts'
import { compareRuns } from '../../library/compare-runs.ts'
import { readRunDetail } from '../../library/run-detail.ts'
import { readSeries } from '../../library/series.ts'
import { EXIT, type Finish } from '../exit-code.ts'
import { count, duration, milliseconds, percentage } from '../format.ts'
import { plainData } from '../plain-text.ts'
import type { Terminal } from '../terminal.ts'
import { RUN_ARGUMENT, runPath, withRunFile } from './run-argument.ts'

/** Slots of the series in the JSON document. */
const SERIES_BINS = 120

export function compareCommand(terminal: Terminal, finish: Finish): Command {
  return new Command('compare')
    .description('two runs side by side: settings, figures, checks')
    .argument('<left>', RUN_ARGUMENT)
    .argument('<right>', 'another one')
    .option('--json', 'one JSON document on standard output')
    .action(async (left: string, right: string, flags: { json?: boolean }) => {
      const one = (named: string): Promise<ComparedRun> =>
        withRunFile(runPath(named, terminal), named, (file) => ({
          detail: readRunDetail(file),
          series: readSeries(file.database, SERIES_BINS),
        }))
      const comparison = compareRuns(await one(left), await one(right))
      if (flags.json) terminal.printJson(documentOf(comparison))
      else terminal.print(comparisonText(plainData(pageOf(comparison)), terminal))
      finish(EXIT.valid)
    })
}

/** Columns of numbers are lists in JSON. */
function documentOf({ left, right, ...rest }: RunComparison): unknown {
  const side = ({ detail, series }: ComparedRun): unknown => {
    const columns = Object.entries(series).map(([name, column]) => [
      name,
      ArrayBuffer.isView(column) ? Array.from(column as Float32Array, orNull) : (column as unknown),
    ])
    return { run: detail.name, verdict: detail.verdict, series: Object.fromEntries(columns) }
  }
  return { ...rest, left: side(left), right: side(right) }
}

function orNull(value: number): number | null {
  return Number.isNaN(value) ? null : value
}

interface Page extends Pick<RunComparison, 'settings' | 'figures' | 'checks'> {
  readonly names: readonly [string, string]
  readonly verdicts: readonly [Verdict | null, Verdict | null]
}

function pageOf({ left, right, settings, figures, checks }: RunComparison): Page {
  const verdicts = [left.detail.verdict?.verdict ?? null, right.detail.verdict?.verdict ?? null]
  return {
    names: [left.detail.name, right.detail.name],
    verdicts: verdicts as [Verdict | null, Verdict | null],
    settings,
    figures,
    checks,
  }
}

function comparisonText({ names, verdicts, ...page }: Page, terminal: Terminal): string {
  const answer = (verdict: Verdict | null): string => answerText(verdict, terminal)
  const settings = page.settings.filter(({ differs }) => differs)
  const heading = terminal.table([
    ['left', answer(verdicts[0]), names[0]],
    ['right', answer(verdicts[1]), names[1]],
  ])
  return [
    heading,
    '',
    ...(settings.length === 0
      ? ['  All settings are the same']
      : [
          '  Settings that differ',
          table(settings.map(({ name, left, right }) => [name, left, right])),
        ]),
    '',
    '  Figures (the better one with a star)',
    table(page.figures.map((figure) => figureRow(figure, terminal))),
    '',
    '  Checks',
    table(page.checks.map(({ name, left, right }) => [name, answer(left), answer(right)])),
  ].join('\n')

  function table(rows: readonly (readonly string[])[]): string {
    return terminal.table(rows, '    ')
  }
}

const TONES = { valid: 'good', invalid: 'bad', unknown: 'warn' } as const

function answerText(verdict: Verdict | null, terminal: Terminal): string {
  if (verdict === null) return terminal.tone('quiet', 'n/a')
  return terminal.tone(TONES[verdict], verdict)
}

function figureRow(
  { name, unit, left, right, better }: RunComparison['figures'][number],
  terminal: Terminal,
): readonly string[] {
  const cell = (value: number | null, side: 'left' | 'right'): string => {
    const told = figureText(value, name, unit)
    return better === side ? terminal.tone('good', `${told} *`) : told
  }
  return [name, cell(left, 'left'), cell(right, 'right')]
}

function figureText(value: number | null, name: string, unit: string): string {
  if (unit === 'share') return percentage(value)
  if (unit === 'ms') return name.startsWith('latency') ? milliseconds(value) : duration(value)
  return unit === '' || value === null ? count(value) : `${count(Math.round(value))} ${unit}`
}
