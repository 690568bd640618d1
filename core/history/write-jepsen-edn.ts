/**
 * Writes a history in Jepsen's EDN, one map a line.
 *
 * Of an acknowledged operation we may leave the value out, which says that what was asked for was
 * done; Jepsen writes what was asked for once more, so that is written here.
 */
import { ednKeyword, ednText } from './edn/write-value.ts'
import type { HistoryEvent } from './operation.ts'
import type { HistoryWriter } from './writer.ts'

export class JepsenEdnWriter implements HistoryWriter {
  /** What each process asks for at the moment. */
  readonly #asked = new Map<number, unknown>()

  write(event: HistoryEvent): { readonly ok: true; readonly line: string } {
    const { process, type } = event
    if (type === 'invoke') this.#asked.set(process, event.value)
    const done = type === 'ok' && !('value' in event)
    const line = ednLine(done ? { ...event, value: this.#asked.get(process) } : event)
    if (type !== 'invoke') this.#asked.delete(process)
    return { ok: true, line }
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
