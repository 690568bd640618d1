/**
 * The console as a process of its own, for the desktop shell: plain Node running these sources,
 * the same program that the tests and the browser host run. It ends in order when its parent asks,
 * and just the same when its parent is gone.
 */
import { openFrameDoor } from '../ipc/frame-door.ts'
import { importRunFile } from '../library/import-run.ts'
import { createConsole } from './create-console.ts'
import { placesOfUser } from './places.ts'
import {
  frameToText,
  readToConsole,
  textToFrame,
  type FromConsole,
  type ImportResult,
} from './process-messages.ts'

/** What is still open after this ends with the process, ms. */
const CLOSE_MS_MAX = 15_000
const FAILURE = 255

const places = placesOfUser()
const failed = (call: string, error: unknown): void => {
  const text = error instanceof Error ? error.stack : String(error)
  process.stderr.write(`faultline: ${call} failed: ${text}\n`)
}
const theConsole = createConsole({ places, failed })
const door = openFrameDoor(
  {
    send: (bytes, sent) => post({ kind: 'frame', frame: frameToText(bytes) }, sent),
    // The shell reads at once, and it lets only its own page in.
    hold: () => undefined,
  },
  theConsole,
)

process.on('message', (message) => {
  const read = readToConsole(message)
  if (read === null) return failed('a message of the shell', 'it is not one that we know')
  if (read.kind === 'frame') {
    if (!door.receive(textToFrame(read.frame))) failed('a frame of the shell', 'it is not a call')
    return
  }
  void importFile(read.path).then((result) =>
    post({ kind: 'imported', id: read.id, result }, () => undefined),
  )
})

let closing = false
process.once('disconnect', () => void close())
process.once('SIGTERM', () => void close())
// Ctrl+C reaches the whole group of a terminal: the shell decides, and then disconnects.
process.on('SIGINT', () => undefined)
if (!process.connected) void close()

async function close(): Promise<void> {
  if (closing) return
  closing = true
  setTimeout(() => process.exit(FAILURE), CLOSE_MS_MAX).unref()
  door.close()
  await theConsole.close()
  process.exit()
}

async function importFile(path: string): Promise<ImportResult> {
  try {
    return { ok: true, run: await importRunFile(path, places) }
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : String(error) }
  }
}

/** A channel that closes at this moment loses the message, and `disconnect` tells the rest. */
function post(message: FromConsole, sent: () => void): void {
  if (process.connected) process.send?.(message, undefined, undefined, sent)
  else sent()
}
