/** The history of a run in Faultline's own format, which `faultline check` reads. */
import type { HistoryEvent } from '../../core/history/operation.ts'
import { writeJsonLine } from '../../core/history/jsonl.ts'
import type { Exporter } from './export-format.ts'
import { gathered } from './export-format.ts'
import { historyEvents } from './history-events.ts'

export const jsonl: Exporter = {
  name: 'jsonl',
  summary: 'the history, one JSON object a line; faultline check reads it',
  extension: '.jsonl',
  mediaType: 'application/jsonl',
  pieces: (run) => gathered(lines(historyEvents(run))),
}

function* lines(events: Iterable<HistoryEvent>): Generator<string> {
  for (const event of events) yield writeJsonLine(event)
}
