/** What `faultline check` prints of a judgement. Words of a file are made plain here. */
import type { CheckDocument } from '../../check/check-file.ts'
import type { Anomaly } from '../../../core/checkers/property.ts'
import { counted, milliseconds } from '../format.ts'
import { plainText } from '../plain-text.ts'
import type { Terminal } from '../terminal.ts'
import { verdictWord } from '../verdict-text.ts'

/** A page about one history; `budget` in steps. */
export function printCheck(document: CheckDocument, budget: number, terminal: Terminal): void {
  const { verdict, summary, operations, elapsedMs, steps, witness } = document
  const size = `${counted(operations, 'operation')}, ${counted(steps, 'step')}`
  terminal.print(`${verdictWord(verdict, terminal)}  ${size}, ${milliseconds(elapsedMs)}`)
  terminal.print(terminal.paragraph(plainText(summary), { first: '  ' }))
  if (witness) terminal.print(terminal.paragraph(plainText(witness.sentence), { first: '  ' }))
  if (verdict === 'unknown' && steps >= budget) {
    terminal.print('  The search was given up when its budget was spent; --budget allows more')
  }
  for (const anomaly of document.anomalies ?? []) printAnomaly(anomaly, witness, terminal)
  if (document.ruledOut?.length) terminal.print(`  rules out ${document.ruledOut.join(', ')}`)
}

/** A line about one of several histories, and why where it is not right. */
export function printCheckOfMany(file: string, document: CheckDocument, terminal: Terminal): void {
  const { verdict, summary, operations, elapsedMs, witness } = document
  const size = `${counted(operations, 'operation')}, ${milliseconds(elapsedMs)}`
  terminal.print(`${verdictWord(verdict, terminal)}  ${plainText(file)}  ${size}`)
  if (verdict === 'valid') return
  terminal.print(terminal.paragraph(plainText(witness?.sentence ?? summary), { first: '  ' }))
}

/** What was told already as the worst is not told again. */
function printAnomaly(
  { type, count: times, witness }: Anomaly,
  told: CheckDocument['witness'],
  terminal: Terminal,
): void {
  if (witness.sentence === told?.sentence) return
  const first = `  ${type}, ${counted(times, 'time')}: `
  terminal.print(terminal.paragraph(plainText(witness.sentence), { first }))
}
