/**
 * Which format a text is in, from its beginning alone. It looks at shapes, never at file names.
 */
import { jepsenEdn } from './jepsen-edn.ts'
import { jepsenJson } from './jepsen-json.ts'
import { jsonl } from './jsonl.ts'
import { porcupineEtcd } from './porcupine-etcd.ts'
import { KV_LINE, porcupineKv } from './porcupine-kv.ts'
import type { FormatName, HistoryFormat } from './reader.ts'

/** Every format, in the order of their names. */
export const historyFormats: readonly HistoryFormat[] = [
  jepsenEdn,
  jepsenJson,
  jsonl,
  porcupineEtcd,
  porcupineKv,
]

export function findFormat(name: string): HistoryFormat | undefined {
  return historyFormats.find((format) => format.name === name)
}

/**
 * The format of a text that begins with `head`; `undefined` where no format looks like it. The
 * first line with anything on it decides, so hand in enough to hold it.
 */
export function detectFormat(head: string): FormatName | undefined {
  const start = head.replace(/^\uFEFF/, '').trimStart()
  const line = start.split('\n', 1)[0] as string
  if (/^INFO\s+jepsen\.util\b/.test(line)) return 'porcupine-etcd'
  if (/^\[\s*\{\s*"/.test(start)) return 'jepsen-json'
  if (/^\{\s*"/.test(start) || /^\{\s*\}/.test(line)) return 'jsonl'
  if (KV_LINE.test(line)) return 'porcupine-kv'
  if (/^(?:[[({;,^]|#[_{:^A-Za-z])/.test(start)) return 'jepsen-edn'
  return undefined
}
