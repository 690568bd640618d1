/**
 * A run for ShiViz (bestchai.bitbucket.io/shiviz): every step of every machine with its exact
 * vector clock, causes before effects. As ShiViz asks for, the first line is the expression that
 * reads the rest, and the second, which would tell several runs apart, is empty.
 */
import type { StepEntry } from '../../core/runtime/journal.ts'
import { EventStamper, type StampedEvent } from '../../core/clocks/stamp-events.ts'
import { UnsoundRunError } from '../library/run-detail.ts'
import type { RunFile } from '../recorder/open-run-file.ts'
import { readProcesses } from '../recorder/queries/journal.ts'
import { mergeByTime, readEntries } from '../recorder/read-entries.ts'
import { summaryOf } from '../recorder/step-summary.ts'
import type { Exporter } from './export-format.ts'
import { gathered } from './export-format.ts'

export const shiviz: Exporter = {
  name: 'shiviz',
  summary: 'every step with its vector clock, for ShiViz',
  extension: '.shiviz.log',
  mediaType: 'text/plain; charset=utf-8',
  pieces: (run) => gathered(lines(run)),
}

/** What ShiViz reads each event with; `time` is shown beside it. */
export const SHIVIZ_EXPRESSION = '(?<host>\\S*) (?<clock>\\{.*\\})\\n(?<time>\\S*) (?<event>.*)'

function* lines(run: RunFile): Generator<string> {
  yield SHIVIZ_EXPRESSION
  yield ''
  try {
    yield* steps(run)
  } catch (error) {
    // A frame that is whole may still hold anything.
    if (!(error instanceof TypeError)) throw error
    throw new UnsoundRunError('its journals hold steps that are not written as Faultline does')
  }
}

function* steps({ database }: RunFile): Generator<string> {
  const ready: StampedEvent<StepEntry>[] = []
  const stamper = new EventStamper<StepEntry>((event) => ready.push(event))
  const streams = readProcesses(database).map(({ name }) => readEntries(database, name))
  for (const entry of mergeByTime(streams)) {
    if (entry.kind === 'boot') continue
    stamper.add(entry)
    for (const event of ready.splice(0)) yield eventLines(event, stamper.machines)
  }
  stamper.finish()
  for (const event of ready) yield eventLines(event, stamper.machines)
}

function eventLines(
  { entry, clock }: StampedEvent<StepEntry>,
  machines: readonly string[],
): string {
  const known = clock.flatMap((count, place) =>
    count === 0 ? [] : [[host(machines[place] ?? `?${place}`), count] as const],
  )
  const time = `${(entry.atUs / 1000).toFixed(3)}ms`
  const event = summaryOf(entry).replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
  return `${host(entry.machine)} ${JSON.stringify(Object.fromEntries(known))}\n${time} ${event}`
}

/** Hosts are words. */
function host(machine: string): string {
  return machine.replaceAll(/[\s\p{Cc}\p{Zl}\p{Zp}]+/gu, '_') || '_'
}
