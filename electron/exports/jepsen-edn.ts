/** The history of a run in Jepsen's EDN, one map a line. */
import type { HistoryEvent } from '../../core/history/operation.ts'
import { JepsenEdnWriter } from '../../core/history/write-jepsen-edn.ts'
import type { Exporter } from './export-format.ts'
import { gathered } from './export-format.ts'
import { historyEvents } from './history-events.ts'

export const jepsenEdn: Exporter = {
  name: 'jepsen-edn',
  summary: 'the history as Jepsen writes it, one EDN map a line',
  extension: '.edn',
  mediaType: 'application/edn',
  pieces: (run) => gathered(lines(historyEvents(run))),
}

function* lines(events: Iterable<HistoryEvent>): Generator<string> {
  const writer = new JepsenEdnWriter()
  for (const event of events) yield writer.write(event).line
}
