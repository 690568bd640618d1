/**
 * A process of its own that records a seed and ends while journals are written, for
 * `record-seed.test.ts`: `node recording-process.ts RUN`.
 */
import { watch } from 'node:fs'
import { tmpdir } from 'node:os'
import { recordSeed } from '../../../../electron/console/explore/record-seed.ts'
import { parseDrill } from '../../../../electron/drill-files/load-drill.ts'
import { SMALL_DRILL } from '../../cli/small-drill.ts'

const loaded = parseDrill(SMALL_DRILL, 'small.yaml')
if (!loaded.ok) throw new Error(JSON.stringify(loaded.errors))
const { drill, source } = loaded

watch(tmpdir(), { recursive: true }, (_event, file) => {
  if (file?.endsWith('.journal') === true) process.exit(3)
})
await recordSeed({ drill, source, seed: '1', path: process.argv[2] ?? '', version: '0' })
