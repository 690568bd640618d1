/** The end of `faultline check --help`: every model and format with a line, and what to type. */
import { otherNamesOf, PROPERTIES } from '../../../core/checkers/properties.ts'
import { historyFormats } from '../../../core/history/detect-format.ts'
import { layTable } from '../layout.ts'

const COLUMNS = 80

const MODELS = PROPERTIES.map(({ name, summary }) => {
  const others = otherNamesOf(name)
  return [name, others.length === 0 ? summary : `${summary} (also: ${others.join(', ')})`]
})

const FORMATS = historyFormats.map(({ name, summary }) => [name, summary])

function lines(rows: readonly (readonly string[])[]): string {
  return layTable(rows, { indent: '  ', columns: COLUMNS })
}

export const MORE_CHECK_HELP = `
Models:
${lines(MODELS)}

Formats:
${lines(FORMATS)}

Examples:
  faultline check history.edn --model cas-register --initial 0
  faultline check store/*/history.edn --model list-append --holds serializable
  cat history.jsonl | faultline check - --model kv --json`
