/** The entry of the console's process, in the sources. */
import { fileURLToPath } from 'node:url'

export const CONSOLE_ENTRY = fileURLToPath(
  new URL('../../../electron/console/console-process.ts', import.meta.url),
)
