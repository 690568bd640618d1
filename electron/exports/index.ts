/** Every format that a run can be exported in, in the order in which lists show them. */
import type { Exporter } from './export-format.ts'
import { faultline } from './faultline.ts'
import { html } from './html.ts'
import { jepsenEdn } from './jepsen-edn.ts'
import { jsonl } from './jsonl.ts'
import { junit } from './junit.ts'
import { shiviz } from './shiviz.ts'

export const EXPORTERS: readonly Exporter[] = [html, jsonl, jepsenEdn, shiviz, junit, faultline]

/** `undefined` where there is no such format. */
export function findExporter(name: string): Exporter | undefined {
  return EXPORTERS.find((exporter) => exporter.name === name)
}
