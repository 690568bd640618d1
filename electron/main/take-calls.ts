/** Calls of the page, with who sent them as Electron tells it. */
import { ipcMain } from 'electron'
import { CALL_CHANNEL } from '../ipc/shell-channels.ts'
import type { RelayCall } from '../shell/relay-calls.ts'

export function takeCalls(relay: RelayCall): void {
  ipcMain.handle(CALL_CHANNEL, ({ sender, senderFrame }, name: unknown, request: unknown) => {
    const isMainFrame = senderFrame !== null && senderFrame === sender.mainFrame
    return relay({ isMainFrame, address: senderFrame?.url ?? '' }, name, request)
  })
}
