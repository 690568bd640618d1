/**
 * The entry of the desktop app: order of start and end. The console itself runs in a Node process
 * of its own (`docs/decisions/0006-doors.md`); nothing here knows what a drill is.
 */
import { app } from 'electron'
import { join } from 'node:path'
import { startConsole } from '../shell/console-client.ts'
import { consoleProgram } from '../shell/console-program.ts'
import { launchOf, readLaunch, type Launch } from '../shell/launch.ts'
import { Desktop, endWith } from './desktop.ts'
import { lockContents } from './lock-contents.ts'
import { registerScheme } from './serve-page.ts'

const launch = readLaunch({
  argv: process.argv,
  packaged: app.isPackaged,
  folder: process.cwd(),
})
registerScheme()
app.enableSandbox()
if (app.requestSingleInstanceLock({ ...launch })) run(launch)
else app.quit()

function run(first: Launch): void {
  const root = app.getAppPath()
  const program = consoleProgram({
    packaged: app.isPackaged,
    resources: process.resourcesPath,
    root,
    platform: process.platform,
    environment: process.env,
  })
  const console = startConsole(program, (name, event) => desktop.tell(name, event))
  const desktop = new Desktop(console, join(root, 'out'))
  void endWith(console)

  const begun = app.whenReady().then(() => desktop.begin(first))
  const afterBegin = (act: () => Promise<void> | void): void => void begun.then(act)
  app.on('web-contents-created', (_, contents) => lockContents(contents))
  app.on('second-instance', (_event, _argv, _folder, data) =>
    afterBegin(() => desktop.take(launchOf(data))),
  )
  app.on('open-file', (event, path) => {
    event.preventDefault()
    afterBegin(() => desktop.openFile(path))
  })
  app.on('activate', () => afterBegin(() => desktop.show({})))
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  // The console halts what runs and closes its files before the app is gone.
  let closed = false
  app.on('will-quit', (event) => {
    if (closed) return
    event.preventDefault()
    void console.close().then(() => {
      closed = true
      app.quit()
    })
  })
}
