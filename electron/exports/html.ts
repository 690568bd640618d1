/** A run as a report for people: one page, whatever the size of the run, that opens anywhere. */
import { drawWitness } from '../library/witness.ts'
import { readRunDetail } from '../library/run-detail.ts'
import { readSeries } from '../library/series.ts'
import type { RunFile } from '../recorder/open-run-file.ts'
import type { Exporter } from './export-format.ts'
import { reportText } from './report/report.ts'

export const html: Exporter = {
  name: 'html',
  summary: 'a report for people, one page that needs nothing else',
  extension: '.html',
  mediaType: 'text/html; charset=utf-8',
  pieces: (run) => [report(run)],
}

/** About two a pixel column of the charts. */
const SERIES_BINS = 240
/** Broken promises that are drawn. */
const WITNESSES_MAX = 8

function report(run: RunFile): string {
  const detail = readRunDetail(run)
  const broken = (detail.verdict?.checks ?? []).flatMap((check) =>
    check.verdict === 'invalid' && check.witness !== undefined
      ? [{ ...check, witness: check.witness }]
      : [],
  )
  const witnesses = new Map(
    broken
      .slice(0, WITNESSES_MAX)
      .map((check) => [check.name, drawWitness(run.database, check)] as const),
  )
  return reportText({ detail, series: readSeries(run.database, SERIES_BINS), witnesses })
}
