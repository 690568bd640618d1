/**
 * How long `faultline check` takes for history files, and how much memory: generated ones of each
 * format, and all shared histories, all in one process and with a command each. Each row runs in a
 * process of its own, so that its memory is its own.
 *
 *     node test/bench/history-files.ts [--json] [--operations N]
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'
import { findFormat } from '../../core/history/detect-format.ts'
import type { FormatName } from '../../core/history/reader.ts'
import type { HistoryFormat } from '../../core/history/reader.ts'
import { checkFile } from '../../electron/check/check-file.ts'
import { streamHistory } from './streamed-history.ts'

export interface HistoryFileFigure {
  readonly files: string
  readonly operations: number
  readonly fileMb: number
  readonly verdicts: string
  readonly elapsedMs: number
  /** Processor time, so that other programs do not count. */
  readonly cpuMs: number
  /** Of the process, at its most. */
  readonly memoryMb: number
}

interface Asked {
  readonly path: string
  readonly model: string
  readonly initial?: unknown
}

const FORMATS: readonly (readonly [FormatName, model: string])[] = [
  ['jsonl', 'kv'],
  ['jepsen-edn', 'kv'],
  ['porcupine-etcd', 'cas-register'],
  ['porcupine-kv', 'kv-append'],
]

const SHARED = fileURLToPath(new URL('../../../shared/histories/', import.meta.url))
const BUDGET_STEPS = 200_000_000
const SCRIPT = fileURLToPath(import.meta.url)

/** Measures every row; takes a minute or two for a million operations. */
export async function benchHistoryFiles(operations: number): Promise<readonly HistoryFileFigure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'faultline-histories-'))
  const figures: HistoryFileFigure[] = []
  try {
    for (const [name, model] of FORMATS) {
      const path = join(folder, name)
      await writeHistory(path, findFormat(name) as HistoryFormat, operations)
      figures.push({ ...measured([{ path, model, initial: null }]), files: name })
      rmSync(path)
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
  const shared = sharedHistories()
  if (shared.length > 0) {
    figures.push({ ...measured(shared), files: `all ${shared.length} shared, one process` })
    figures.push(oneByOne(shared))
  }
  return figures
}

async function writeHistory(path: string, format: HistoryFormat, count: number): Promise<void> {
  const file = await open(path, 'w')
  const writer = format.createWriter()
  let text = ''
  for (const event of streamHistory({
    seed: format.name,
    operations: count,
    format: format.name,
  })) {
    const written = writer.write(event)
    if (!written.ok) throw new Error(written.message)
    if (written.line !== undefined) text += `${written.line}\n`
    if (text.length < 1024 * 1024) continue
    await file.write(text)
    text = ''
  }
  await file.write(text)
  await file.close()
}

function sharedHistories(): readonly Asked[] {
  if (!existsSync(join(SHARED, 'verdicts.json'))) return []
  const verdicts = JSON.parse(readFileSync(join(SHARED, 'verdicts.json'), 'utf8')) as {
    readonly [file: string]: { readonly model: string }
  }
  const listed = Object.entries(verdicts).map(([file, { model }]) => ({ file, model }))
  const folders = [
    ['knossos/good', 'cas-register'],
    ['knossos/bad', 'cas-register'],
    ['knossos/mutex-bad', 'lock'],
    ['elle', 'list-append'],
  ] as const
  const others = folders.flatMap(([folder, model]) =>
    readdirSync(join(SHARED, folder)).map((name) => ({ file: `${folder}/${name}`, model })),
  )
  return [...listed, ...others].map(({ file, model }) => ({ path: join(SHARED, file), model }))
}

/** In one process of its own. */
function measured(asked: readonly Asked[]): HistoryFileFigure {
  const told = execFileSync(process.execPath, [SCRIPT, '--files'], { input: JSON.stringify(asked) })
  return JSON.parse(told.toString()) as HistoryFileFigure
}

/** What a script waits for that calls the command for each file, its start included. */
function oneByOne(asked: readonly Asked[]): HistoryFileFigure {
  const startedAt = performance.now()
  const figures = asked.map(commanded)
  const sum = (of: (figure: CommandFigure) => number): number =>
    figures.reduce((total, figure) => total + of(figure), 0)
  return {
    files: `all ${asked.length} shared, a command each`,
    operations: sum(({ operations }) => operations),
    fileMb: rounded(sum(({ bytes }) => bytes) / 1e6),
    verdicts: tally(figures.map(({ verdict }) => verdict)),
    elapsedMs: rounded(performance.now() - startedAt),
    cpuMs: rounded(sum(({ cpuUs }) => cpuUs) / 1000),
    memoryMb: Math.max(...figures.map(({ memoryKb }) => Math.round(memoryKb / 1024))),
  }
}

interface CommandFigure {
  readonly operations: number
  readonly verdict: string
  readonly bytes: number
  readonly cpuUs: number
  readonly memoryKb: number
}

/** The process tells what it took when it ends. */
const TELL_USAGE = `data:text/javascript,${encodeURIComponent(`
  import { writeSync } from 'node:fs'
  process.on('exit', () => {
    const { user, system } = process.cpuUsage()
    const memoryKb = process.resourceUsage().maxRSS
    writeSync(3, JSON.stringify({ cpuUs: user + system, memoryKb }))
  })
`)}`

const COMMAND = fileURLToPath(new URL('../../electron/cli/faultline.mjs', import.meta.url))

function commanded({ path, model }: Asked): CommandFigure {
  const args = ['check', path, '--model', model, '--budget', `${BUDGET_STEPS}`, '--json']
  const { output } = spawnSync(process.execPath, ['--import', TELL_USAGE, COMMAND, ...args], {
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  })
  const [, document, , usage] = output.map(String)
  return {
    ...(JSON.parse(document ?? '') as Pick<CommandFigure, 'operations' | 'verdict'>),
    ...(JSON.parse(usage ?? '') as Pick<CommandFigure, 'cpuUs' | 'memoryKb'>),
    bytes: statSync(path).size,
  }
}

async function measure(asked: readonly Asked[]): Promise<HistoryFileFigure> {
  const startedAt = performance.now()
  const verdicts: string[] = []
  let operations = 0
  let bytes = 0
  for (const { path, model, initial } of asked) {
    const options = initial === undefined ? { model } : { model, initial }
    const result = await checkFile(path, { ...options, budget: BUDGET_STEPS })
    if (!result.ok) throw new Error(result.problem.message)
    verdicts.push(result.document.verdict)
    operations += result.document.operations
    bytes += statSync(path).size
  }
  const { user, system } = process.cpuUsage()
  return {
    files: '',
    operations,
    fileMb: rounded(bytes / 1e6),
    verdicts: tally(verdicts),
    elapsedMs: rounded(performance.now() - startedAt),
    cpuMs: rounded((user + system) / 1000),
    memoryMb: Math.round(process.resourceUsage().maxRSS / 1024),
  }
}

function tally(verdicts: readonly string[]): string {
  const kinds = [...new Set(verdicts)].sort()
  const count = (kind: string): number => verdicts.filter((verdict) => verdict === kind).length
  return kinds.map((kind) => `${count(kind)} ${kind}`).join(', ')
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10
}

if (process.argv[1] === SCRIPT) {
  const [flag, operations] = process.argv.slice(2)
  if (flag === '--files') {
    const asked = JSON.parse(readFileSync(0, 'utf8')) as readonly Asked[]
    console.log(JSON.stringify(await measure(asked)))
  } else {
    const wanted = flag === '--operations' ? Number(operations) : 1_000_000
    const figures = await benchHistoryFiles(wanted)
    if (flag === '--json') console.log(JSON.stringify(figures))
    else console.table(figures)
  }
}
