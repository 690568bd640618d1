/** What the desktop shell decides: whom it hears, where its page may go, what it was started for. */
import { join, resolve } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import type { Envelope } from '../../../electron/ipc/envelope.ts'
import {
  isOwnAddress,
  mayDownload,
  mayHave,
  mayRequest,
  pageAddress,
} from '../../../electron/shell/addresses.ts'
import { beginDrill } from '../../../electron/shell/begin-drill.ts'
import { consoleEnvironment } from '../../../electron/shell/console-environment.ts'
import { consoleProgram } from '../../../electron/shell/console-program.ts'
import { launchOf, readLaunch } from '../../../electron/shell/launch.ts'
import { relayCalls } from '../../../electron/shell/relay-calls.ts'
import { EventRelay } from '../../../electron/shell/relay-events.ts'
import { WINDOW_PREFERENCES } from '../../../electron/shell/window-preferences.ts'

const FOREIGN = [
  'faultline://app.evil/',
  'faultline://app@evil/',
  'faultline://user:word@app/',
  'faultline://app:1/',
  'faultline://evil/?faultline://app/',
  'faultline:app',
  'https://app/',
  'file:///app/index.html',
  'about:blank',
  'javascript:alert(1)',
  '',
  'app',
]

describe('an address of the page', () => {
  it('is known by its parts', () => {
    for (const own of ['faultline://app/', 'faultline://app/index.html?a#b', 'FAULTLINE://app/']) {
      expect(isOwnAddress(own), own).toBe(true)
    }
    for (const foreign of FOREIGN) expect(isOwnAddress(foreign), foreign).toBe(false)
  })

  it('names a run as text, whatever it is called', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (run) => {
        const address = pageAddress({ run })
        expect(isOwnAddress(address)).toBe(true)
        expect(decodeURIComponent(address.slice(address.lastIndexOf('/') + 1))).toBe(run)
      }),
    )
    expect(pageAddress({ room: true })).toBe('faultline://app/#/room')
    expect(pageAddress({})).toBe('faultline://app/')
  })
})

describe('the page', () => {
  it('may ask for its own files and for what it made, and for nothing else', () => {
    for (const own of ['faultline://app/a.js', 'blob:faultline://app/1', 'data:image/png,']) {
      expect(mayRequest(own), own).toBe(true)
    }
    for (const foreign of FOREIGN) expect(mayRequest(foreign), foreign).toBe(false)
    expect(mayRequest('wss://127.0.0.1/')).toBe(false)
  })

  it('may save what it made', () => {
    expect(mayDownload('blob:faultline://app/1')).toBe(true)
    for (const foreign of FOREIGN) {
      expect(mayDownload(foreign), foreign).toBe(false)
      expect(mayDownload(`blob:${foreign}`), foreign).toBe(false)
    }
  })

  it('has no permission but to put text on the clipboard', () => {
    expect(mayHave('clipboard-sanitized-write', 'faultline://app/')).toBe(true)
    expect(mayHave('clipboard-sanitized-write', 'https://app/')).toBe(false)
    for (const permission of ['clipboard-read', 'media', 'openExternal', 'notifications', 'usb']) {
      expect(mayHave(permission, 'faultline://app/'), permission).toBe(false)
    }
  })

  it('runs in a process that can do nothing', () => {
    expect(WINDOW_PREFERENCES).toEqual({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    })
  })
})

describe('the relay of calls', () => {
  const answer: Envelope<unknown> = { ok: true, value: 1 }
  const asked: unknown[] = []
  const relay = relayCalls({ call: (...words) => (asked.push(words), Promise.resolve(answer)) })
  const page = { isMainFrame: true, address: 'faultline://app/#/room' }

  it('passes on what the page asks, as it is', async () => {
    expect(await relay(page, 'room.halt', {})).toBe(answer)
    expect(asked.splice(0)).toEqual([['room.halt', {}]])
  })

  it('hears nobody else', async () => {
    const senders = [
      { ...page, isMainFrame: false },
      ...FOREIGN.map((address) => ({ isMainFrame: true, address })),
    ]
    for (const sender of senders) {
      expect(await relay(sender, 'room.halt', {})).toMatchObject({ error: { code: 'refused' } })
    }
    expect(await relay(page, { toString: () => 'room.halt' }, {})).toMatchObject({ ok: false })
    expect(asked).toEqual([])
  })
})

test('the relay of events keeps the latest state, and no summary, for a page that hangs', () => {
  const sent: unknown[] = []
  const relay = new EventRelay((name, event) => sent.push([name, event]))
  relay.tell('room.summary', 1)
  relay.hold(true)
  for (let i = 0; i < 1_000; i++) {
    relay.tell('room.summary', i)
    relay.tell('room.changed', i)
  }
  expect(sent).toEqual([['room.summary', 1]])
  relay.hold(false)
  relay.hold(false)
  relay.tell('room.summary', 2)
  expect(sent.slice(1)).toEqual([
    ['room.changed', 999],
    ['room.summary', 2],
  ])
})

describe('a launch', () => {
  const folder = resolve('/home/somebody')
  const read = (...words: readonly string[]) =>
    readLaunch({ argv: ['/opt/Faultline', ...words], packaged: true, folder })

  it.each<[readonly string[], string | null, readonly string[]]>([
    [[], null, []],
    [['--drill', 'leader-loss'], 'leader-loss', []],
    [['--drill=leader-loss'], 'leader-loss', []],
    [['--drill'], null, []],
    [['--drill', 'x.faultline'], 'x.faultline', []],
    [['--no-sandbox', 'a.faultline', 'other.txt'], null, [join(folder, 'a.faultline')]],
    [['/tmp/b.faultline', '--x.faultline'], null, [resolve('/tmp/b.faultline')]],
  ])('with %j is understood', (words, drill, files) => {
    expect(read(...words)).toEqual({ drill, files })
  })

  it('from the project has the folder of the app first', () => {
    const argv = ['electron', '/src/faultline', '--drill', 'x']
    expect(readLaunch({ argv, packaged: false, folder })).toEqual({ drill: 'x', files: [] })
  })

  it('that came from another instance is checked', () => {
    const launch = { drill: 'x', files: ['/a.faultline'] }
    expect(launchOf(JSON.parse(JSON.stringify(launch)))).toEqual(launch)
    for (const data of [undefined, null, 7, {}, { drill: 7, files: 'x' }, { files: [7, null] }]) {
      expect(launchOf(data)).toEqual({ drill: null, files: [] })
    }
  })
})

describe('the program of the console', () => {
  const surroundings = {
    packaged: false,
    resources: '/opt/Faultline/resources',
    root: '/src/faultline',
    platform: 'linux',
    environment: {},
  } as const

  it('lies beside the archive in the packaged app, whatever the environment says', () => {
    const environment = { FAULTLINE_NODE: '/evil/node' }
    expect(consoleProgram({ ...surroundings, packaged: true, environment })).toEqual({
      node: join('/opt/Faultline/resources/node/node'),
      entry: join('/opt/Faultline/resources/app.asar.unpacked/electron/console/console-process.ts'),
    })
    const windows = consoleProgram({ ...surroundings, packaged: true, platform: 'win32' })
    expect(windows.node).toMatch(/node\.exe$/)
  })

  it('is the source of the project otherwise, with the Node that npm scripts run on', () => {
    const entry = join('/src/faultline/electron/console/console-process.ts')
    const node = join('/src/faultline/node_modules/node/bin/node')
    expect(consoleProgram(surroundings)).toEqual({ node, entry })
    const environment = { FAULTLINE_NODE: '/usr/bin/node' }
    expect(consoleProgram({ ...surroundings, environment }).node).toBe('/usr/bin/node')
  })

  it('is given nothing that makes it another program', () => {
    const environment = { PATH: '/bin', NODE_OPTIONS: '--inspect', ELECTRON_RUN_AS_NODE: '1' }
    expect(consoleEnvironment(environment)).toEqual({ PATH: '/bin' })
  })
})

describe('a drill that is named at the start', () => {
  const list = [
    { ok: true, name: 'both', origin: 'library' },
    { ok: true, name: 'both', origin: 'own' },
    { ok: true, name: 'given', origin: 'library' },
  ]
  const console = (start: Envelope<unknown>) => {
    const started: unknown[] = []
    const call = (name: string, request: unknown): Promise<Envelope<unknown>> => {
      if (name === 'drills.list') return Promise.resolve({ ok: true, value: list })
      started.push(request)
      return Promise.resolve(start)
    }
    return { call, started }
  }

  it('begins as the user has it, else as the library has it', async () => {
    const { call, started } = console({ ok: true, value: { ok: true, run: 'r' } })
    expect(await beginDrill('both', call)).toEqual({ ok: true, run: 'r' })
    expect(await beginDrill('given', call)).toEqual({ ok: true, run: 'r' })
    expect(started).toEqual([
      { drill: { name: 'both', origin: 'own' }, overrides: [], byHand: false },
      { drill: { name: 'given', origin: 'library' }, overrides: [], byHand: false },
    ])
  })

  it('is refused with a sentence where there is none, or where it may not begin', async () => {
    const error = { code: 'refused', message: 'a drill runs already', definite: true } as const
    const { call } = console({ ok: false, error })
    expect(await beginDrill('nope', call)).toMatchObject({
      ok: false,
      message: expect.stringContaining('there is no drill nope'),
    })
    expect(await beginDrill('given', call)).toEqual({ ok: false, message: error.message })
  })

  it('is told with its mistakes where its file has some', async () => {
    const mistake = { file: 'x.yaml', line: 1, column: 2, message: 'bad', expected: '' }
    const { call } = console({ ok: true, value: { ok: false, errors: [mistake] } })
    const begun = await beginDrill('given', call)
    expect(begun).toEqual({ ok: false, message: 'x.yaml:1:2: bad' })
  })
})
