/**
 * The desktop app while it runs: one console, at most one window, and files that the system asks
 * to be opened. What it decides is in `../shell/`, where it is tested.
 */
import { app, dialog, session } from 'electron'
import { join } from 'node:path'
import { pageAddress, type Destination } from '../shell/addresses.ts'
import { beginDrill } from '../shell/begin-drill.ts'
import type { ConsoleClient } from '../shell/console-client.ts'
import type { Launch } from '../shell/launch.ts'
import { relayCalls } from '../shell/relay-calls.ts'
import { lockSession } from './lock-session.ts'
import { setMenu } from './menu.ts'
import { openWindow, type ConsoleWindow } from './open-window.ts'
import { servePage } from './serve-page.ts'
import { takeCalls } from './take-calls.ts'

export class Desktop {
  readonly #console: ConsoleClient
  /** Folder of `out/`. */
  readonly #built: string
  #window: ConsoleWindow | null = null

  constructor(console: ConsoleClient, built: string) {
    this.#console = console
    this.#built = built
  }

  /** Once the app is ready. */
  async begin(launch: Launch): Promise<void> {
    servePage(join(this.#built, 'renderer'))
    lockSession(session.defaultSession)
    takeCalls(relayCalls(this.#console))
    setMenu((path) => void this.openFile(path))
    await this.take(launch)
  }

  /** Does what a start asks for; the window comes in any case. */
  async take({ drill, files }: Launch): Promise<void> {
    if (drill !== null) await this.#begin(drill)
    for (const file of files) await this.openFile(file)
    this.show({})
  }

  async openFile(path: string): Promise<void> {
    const imported = await this.#console.importRunFile(path)
    if (!imported.ok) {
      dialog.showErrorBox('This run file cannot be opened', `${path}\n\n${imported.message}`)
      return
    }
    this.#window?.tell('runs.changed', {})
    this.show({ run: imported.run })
  }

  tell(name: string, event: unknown): void {
    this.#window?.tell(name, event)
  }

  /** Opens the window, or brings it before others, with `run` shown where there is one. */
  show(destination: Destination): void {
    if (this.#window === null) {
      const window = openWindow({ address: pageAddress(destination), built: this.#built })
      this.#window = window
      void window.closed.then(() => (this.#window = null))
      return
    }
    if (destination.run !== undefined) this.#window.tell('app.open', { run: destination.run })
    this.#window.raise()
  }

  async #begin(drill: string): Promise<void> {
    const begun = await beginDrill(drill, (name, request) => this.#console.call(name, request))
    if (begun.ok) this.show({ room: true })
    else dialog.showErrorBox(`The drill ${drill} cannot begin`, begun.message)
  }
}

/** The app lives and dies with its console. */
export async function endWith(console: ConsoleClient): Promise<void> {
  const { asked, message } = await console.ended
  if (asked) return
  dialog.showErrorBox('Faultline has to close', `Its console has ended.\n\n${message}`)
  app.exit(1)
}
