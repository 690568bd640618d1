/** The window of the console. There is at most one. */
import { BrowserWindow } from 'electron'
import { join } from 'node:path'
import { EVENT_CHANNEL } from '../ipc/shell-channels.ts'
import { EventRelay } from '../shell/relay-events.ts'
import { WINDOW_PREFERENCES } from '../shell/window-preferences.ts'

/** The page's own background, so that the first frame is not white. */
const BACKGROUND = '#0d1014'
const SIZE = { width: 1440, height: 900, minWidth: 960, minHeight: 600 }

export interface ConsoleWindow {
  tell(name: string, event: unknown): void
  /** Brings it before other windows. */
  raise(): void
  readonly closed: Promise<void>
}

export interface WindowOptions {
  readonly address: string
  /** Folder of `out/`. */
  readonly built: string
}

export function openWindow({ address, built }: WindowOptions): ConsoleWindow {
  const window = new BrowserWindow({
    ...SIZE,
    show: false,
    title: 'Faultline',
    backgroundColor: BACKGROUND,
    autoHideMenuBar: true,
    webPreferences: { ...WINDOW_PREFERENCES, preload: join(built, 'preload', 'preload.cjs') },
  })
  const contents = window.webContents
  const events = new EventRelay((name, event) => {
    if (!contents.isDestroyed()) contents.send(EVENT_CHANNEL, name, event)
  })
  window.once('ready-to-show', () => window.show())
  window.on('unresponsive', () => events.hold(true))
  window.on('responsive', () => events.hold(false))
  // A page whose process died is begun again; it asks for the state of things by itself.
  contents.on('render-process-gone', (_, { reason }) => {
    if (reason !== 'clean-exit') contents.reload()
  })
  void window.loadURL(address)
  return {
    tell: (name, event) => events.tell(name, event),
    raise() {
      if (window.isMinimized()) window.restore()
      window.focus()
    },
    closed: new Promise((resolve) => window.once('closed', () => resolve())),
  }
}
