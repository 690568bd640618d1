/** The menu of the app: what the system expects there, and opening a run file from elsewhere. */
import { dialog, Menu, type MenuItemConstructorOptions } from 'electron'
import { RUN_EXTENSION } from '../library/run-extension.ts'

export function setMenu(openFile: (path: string) => void): void {
  const choose = async (): Promise<void> => {
    const filters = [{ name: 'Faultline run', extensions: [RUN_EXTENSION.slice(1)] }]
    const { filePaths } = await dialog.showOpenDialog({ properties: ['openFile'], filters })
    for (const path of filePaths) openFile(path)
  }
  const template: MenuItemConstructorOptions[] = [
    ...(process.platform === 'darwin' ? [{ role: 'appMenu' } as const] : []),
    {
      label: 'File',
      submenu: [
        { label: 'Open Run File…', accelerator: 'CmdOrCtrl+O', click: () => void choose() },
        { type: 'separator' },
        { role: process.platform === 'darwin' ? 'close' : 'quit' },
      ],
    },
    { role: 'editMenu' },
    { role: 'viewMenu' },
    { role: 'windowMenu' },
  ]
  Menu.setApplicationMenu(Menu.buildFromTemplate(template))
}
