/** A console in a home of its own, served to a browser as a user would have it. */
import { join } from 'node:path'
import { openBrowserHost } from '../../electron/browser-host/open-browser-host.ts'
import { createConsole } from '../../electron/console/create-console.ts'
import type { ConsolePlaces } from '../../electron/console/part.ts'
import { makeFolder } from '../folders/test-folder.ts'

export interface ServedConsole {
  readonly address: string
  readonly places: ConsolePlaces
  /** What Faultline itself failed at, for tests to look at. */
  readonly failures: readonly string[]
  close(): Promise<void>
}

/**
 * The renderer must have been built. `furnish` fills the home before the console opens; `failures`
 * are written down where the caller writes down others.
 */
export async function serveConsole(
  furnish: (places: ConsolePlaces) => Promise<void> = () => Promise.resolve(),
  failures: string[] = [],
): Promise<ServedConsole> {
  const folder = makeFolder('e2e')
  const home = folder.path
  const places = { runs: join(home, 'runs'), drills: join(home, 'drills') }
  await furnish(places)
  const failed = (call: string, error: unknown): void =>
    void failures.push(`${call}: ${String(error)}`)
  const console = createConsole({ places, failed })
  const host = await openBrowserHost({ console })
  return {
    address: host.address,
    places,
    failures,
    async close() {
      await host.close()
      await console.close()
      folder.remove()
    },
  }
}
