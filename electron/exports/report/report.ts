/** A report as one page that asks for nothing else and runs nothing. Pure. */
import { createHash } from 'node:crypto'
import type { DrawnWitness, RunDetail, RunSeries } from '../../ipc/shapes/runs.ts'
import { Markup, markup } from './markup.ts'
import * as sections from './sections.ts'
import { STYLE } from './style.ts'

export interface ReportData {
  readonly detail: RunDetail
  readonly series: RunSeries
  /** By the name of the check. */
  readonly witnesses: ReadonlyMap<string, DrawnWitness>
}

/** Nothing may be loaded or run, and the one style is known by its digest. */
const POLICY = [
  `default-src 'none'`,
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  `base-uri 'none'`,
  `form-action 'none'`,
].join('; ')

export function reportText({ detail, series, witnesses }: ReportData): string {
  const { drill, faultlineVersion, name } = detail
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${drill.name}: ${detail.verdict?.verdict ?? 'not judged'}</title>
<style>${new Markup(STYLE)}</style>
</head>
<body>
${sections.heading(detail)}
<main>
${sections.violations(detail.verdict?.checks ?? [], witnesses)}
${sections.figures(detail)}
${sections.overTime(series)}
${sections.faults(detail)}
${sections.hypothesis(detail)}
${sections.checks(detail)}
${sections.warnings(detail)}
${sections.notes(detail)}
${sections.settings(detail)}
${sections.log(detail, series)}
${sections.source(detail)}
</main>
<footer>Run <span class="mono">${name}</span>, recorded by Faultline ${faultlineVersion}</footer>
</body>
</html>
`.text
}
