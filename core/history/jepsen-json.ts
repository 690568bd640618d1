/**
 * Histories of Jepsen as JSON, as elle-cli reads them: the objects of `jsonl`, all in one array,
 * with Jepsen's own conventions about what they say.
 */
import { createJsonReader, writeJsonLine } from './jsonl.ts'
import type { HistoryFormat } from './reader.ts'

export const jepsenJson: HistoryFormat = {
  name: 'jepsen-json',
  summary: 'histories of Jepsen as JSON: an array of objects, with the keys of jsonl',
  createReader: (emit) => createJsonReader(emit, { lenient: true }),
  // Its reader takes lines too, and a line needs no other one.
  createWriter: () => ({ write: (event) => ({ ok: true, line: writeJsonLine(event) }) }),
}
