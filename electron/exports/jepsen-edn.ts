/**
 * The history of a run in Jepsen's EDN, one map a line.
 *
 * Of an acknowledged operation we may leave the value out, which says that what was asked for was
 * done; Jepsen writes what was asked for once more, so that is written here.
 */
import type { HistoryEvent } from '../../core/history/operation.ts'
import { ednKeyword, ednText } from './edn-text.ts'
import type { Exporter } from './export-format.ts'
import { gathered } from './export-format.ts'
import { historyEvents } from './history-events.ts'

export const jepsenEdn: Exporter = {
  name: 'jepsen-edn',
  summary: 'the history as Jepsen writes it, one EDN map a line',
  extension: '.edn',
  mediaType: 'application/edn',
  pieces: (run) => gathered(ednLines(historyEvents(run))),
}

export function* ednLines(events: Iterable<HistoryEvent>): Generator<string> {
  /** What each process asks for at the moment. */
  const asked = new Map<number, unknown>()
  for (const event of events) {
    if (event.type === 'invoke') asked.set(event.process, event.value)
    const done = event.type === 'ok' && !('value' in event)
    yield ednLine(done ? { ...event, value: asked.get(event.process) } : event)
  }
}

function ednLine({ index, time, process, type, f, key, value, error }: HistoryEvent): string {
  const fields = [
    `:index ${ednText(index)}`,
    `:time ${ednText(time)}`,
    `:process ${ednText(process)}`,
    `:type :${type}`,
    `:f ${ednKeyword(f)}`,
    ...(key === undefined ? [] : [`:key ${ednText(key)}`]),
    `:value ${ednText(value)}`,
    ...(error === undefined ? [] : [`:error ${ednText(error)}`]),
  ]
  return `{${fields.join(', ')}}`
}
