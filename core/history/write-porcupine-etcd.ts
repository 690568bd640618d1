/**
 * Writes a history of one register as the log lines that `porcupine-etcd` reads. What that format
 * cannot say is refused: other operations, keys, values that are no whole numbers, and a write or
 * cas that certainly did not happen.
 */
import type { HistoryEvent } from './operation.ts'
import { unwritable, type HistoryWriter, type WrittenEvent } from './writer.ts'

export class EtcdWriter implements HistoryWriter {
  /** What each process asks for at the moment. */
  readonly #asked = new Map<number, unknown>()

  write(event: HistoryEvent): WrittenEvent {
    const { process, type, f, key } = event
    if (f !== 'read' && f !== 'write' && f !== 'cas') {
      return unwritable(event, 'the format knows read, write and cas')
    }
    if (key !== undefined) return unwritable(event, 'the format knows one register, without a key')
    if (type === 'invoke') this.#asked.set(process, event.value)
    if (type === 'info') return told(event, 'info', ':timed-out')
    if (type === 'fail') {
      if (f === 'read') return told(event, 'fail', ':timed-out')
      return unwritable(event, 'the format has no word for what certainly did not happen')
    }
    const refused = type === 'ok' && f === 'cas' && event.value === false
    const given = refused || (type === 'ok' && !('value' in event))
    const value = given && f !== 'read' ? this.#asked.get(process) : event.value
    const text = type === 'invoke' && f === 'read' ? 'nil' : spelled(f, value)
    if (text === undefined)
      return unwritable(event, 'its value is no whole number, or two for a cas')
    return told(event, refused ? 'fail' : type, text)
  }
}

function told({ process, f }: HistoryEvent, type: string, value: string): WrittenEvent {
  return { ok: true, line: `INFO  jepsen.util - ${process}\t:${type}\t:${f}\t${value}` }
}

function spelled(f: 'read' | 'write' | 'cas', value: unknown): string | undefined {
  if (f === 'read' && (value === null || value === undefined)) return 'nil'
  if (f !== 'cas') return Number.isSafeInteger(value) ? String(value) : undefined
  if (!Array.isArray(value) || value.length !== 2) return undefined
  return value.every(Number.isSafeInteger) ? `[${value.join(' ')}]` : undefined
}
