/** What the charts show at one moment, in words, for those who do not see them. Pure. */
import { formatCount, formatMs } from '../components/figures.ts'
import { valueAt, type Row } from './lines.ts'
import { tickLabel } from './ticks.ts'

/** `4.2 s. Operations a second: ok 335, failed 0, unknown 0. ... kill n2.` */
export function momentInWords(
  rows: readonly Row[],
  atMs: number,
  happening: readonly string[],
  names?: readonly string[],
): string {
  const told = rows.map(({ title, unit, lines }) => {
    const values = lines.map((line, index) => {
      const value = valueAt(line, atMs)
      const name = names?.[index] ?? line.name
      return `${name} ${unit === 'ms' ? formatMs(value) : formatCount(value)}`
    })
    return `${title}: ${values.join(', ')}`
  })
  return `${[tickLabel(Math.round(atMs)), ...told, ...happening].join('. ')}.`
}
