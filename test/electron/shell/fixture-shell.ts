/** A shell that starts a console's process, says its process id, and does nothing more. */
import { startConsole } from '../../../electron/shell/console-client.ts'
import { CONSOLE_ENTRY } from './console-entry.ts'

const client = startConsole({ node: process.execPath, entry: CONSOLE_ENTRY }, () => undefined)
await client.call('app.hello', {})
process.stdout.write(`${client.pid}\n`)
