/**
 * Makes a run file of any number of events in a moment: rows and columns of a timeline through the
 * writers that every run goes through, of five nodes and eight clients at a steady pace. It has no
 * journals, so nothing of it can be replayed; it is for looking at what a large run costs to open,
 * pan and zoom.
 *
 * Run by itself, `node test/bench/large-run.ts PATH [EVENTS]`, it leaves the file at PATH.
 */
import { fileURLToPath } from 'node:url'
import { Prng } from '../../core/base/prng.ts'
import type { Drill } from '../../core/drills/drill.ts'
import { closeWritten, createRunFile } from '../../electron/recorder/create-run-file.ts'
import { FaultWriter } from '../../electron/recorder/queries/faults.ts'
import { HistoryWriter } from '../../electron/recorder/queries/history.ts'
import { LogWriter } from '../../electron/recorder/queries/log.ts'
import { insertRun, setRunStatus, setTimelineDerived } from '../../electron/recorder/queries/run.ts'
import { writeTimelineColumns } from '../../electron/recorder/queries/timeline-columns.ts'
import { TimelineWriter, type TimelineEvent } from '../../electron/recorder/queries/timeline.ts'
import { TimelineColumnsBuilder } from '../../electron/recorder/timeline-columns-builder.ts'

const NODES = 5
const CLIENTS = 8
/** As a drill of 400 operations a second has it. */
const EVENTS_PER_SECOND = 6_000
/** One operation for so many events. */
const OPERATION_EVENTS = 20
const LOST_PERCENT = 1
const US_PER_SECOND = 1_000_000
const SENT_BEFORE_US_MAX = 5_000
const TERM_EVENTS = 150_000
const TYPES = ['append', 'append-ok', 'heartbeat', 'heartbeat-ok'] as const

/** Nothing may be at `path` yet. */
export function writeLargeRun(path: string, events: number): void {
  const database = createRunFile(path)
  const durationMs = (events / EVENTS_PER_SECOND) * 1000
  database.transaction(() => {
    insertRun(database, {
      drill: drillOf(durationMs),
      source: '',
      seed: 'large',
      simulated: true,
      startedAt: '2026-01-01T00:00:00.000Z',
      faultlineVersion: '0',
    })
    const log = new LogWriter(database)
    for (const [part, text] of [
      [0, 'warm-up'],
      [0.02, 'drill'],
      [0.98, 'recovery'],
    ] as const) {
      log.add({ atMs: part * durationMs, kind: 'phase', text })
    }
    writeFault(new FaultWriter(database), durationMs)
    const rows = new TimelineWriter(database)
    const columns = new TimelineColumnsBuilder()
    const history = new HistoryWriter(database)
    const prng = new Prng('large')
    for (let number = 0; number < events; number++) {
      const event = eventAt(number, prng)
      rows.add(event)
      const term = 1 + Math.floor(number / TERM_EVENTS)
      const cause = event.sentAtUs === null ? 0 : Math.max(1, number - prng.integer(1, 25))
      columns.add({ ...event, term, flags: 0, cause })
      if (number % TERM_EVENTS === 0) columns.addElection(event.atUs, 'n1', term)
      if (number % OPERATION_EVENTS === 0) addOperation(history, number, event.atUs)
    }
    writeTimelineColumns(database, columns.finish(null))
    setTimelineDerived(database)
    setRunStatus(database, 'finished')
  })()
  closeWritten(database)
}

function eventAt(number: number, prng: Prng): TimelineEvent {
  const atUs = Math.floor((number * US_PER_SECOND) / EVENTS_PER_SECOND)
  const place = prng.integer(0, NODES + CLIENTS - 1)
  const machine = place < NODES ? `n${place + 1}` : `c${place - NODES + 1}`
  const lot = prng.integer(0, 99)
  const other = `n${prng.integer(1, NODES)}`
  const base = {
    atUs,
    machine,
    incarnation: 1,
    messageId: null,
    firstSend: null,
    sends: 0,
    lamport: number + 1,
    hybrid: { wallMs: Math.floor(atUs / 1000), counter: 0 },
    sentAtUs: null,
    peer: null,
    type: null,
  }
  if (number < NODES + CLIENTS) {
    const name = number < NODES ? `n${number + 1}` : `c${number - NODES + 1}`
    return { ...base, machine: name, kind: 'boot', summary: `life 1 of ${name}` }
  }
  if (lot < LOST_PERCENT) {
    const summary = `append to ${other} was lost`
    return { ...base, kind: 'lost', type: 'append', peer: other, summary }
  }
  if (lot < 25) return { ...base, kind: 'stored', summary: `stored up to ${number}` }
  if (lot < 30) return { ...base, kind: 'timer', type: 'tick', summary: 'timer tick' }
  const type = TYPES[lot % TYPES.length] as string
  const sentAtUs = Math.max(0, atUs - prng.integer(100, SENT_BEFORE_US_MAX))
  return { ...base, kind: 'message', type, peer: other, sentAtUs, summary: `${type} from ${other}` }
}

/** Each client has one operation after the other. */
function addOperation(history: HistoryWriter, number: number, atUs: number): void {
  const client = (number / OPERATION_EVENTS) % CLIENTS
  const common = { process: client, f: 'write', key: 'x', value: number, client: `c${client + 1}` }
  history.add({ ...common, type: 'invoke', time: atUs * 1000 })
  history.add({ ...common, type: 'ok', time: (atUs + SENT_BEFORE_US_MAX) * 1000 })
}

function writeFault(faults: FaultWriter, durationMs: number): void {
  faults.plan({
    id: 'f1',
    kind: 'kill',
    target: 'n2',
    parameters: {},
    apply: [{ kind: 'crash', node: 'n2', crash: 'process' }],
    undo: [{ kind: 'start', node: 'n2' }],
    plannedAtMs: durationMs * 0.3,
  })
  faults.applied('f1', durationMs * 0.3)
  faults.undone('f1', durationMs * 0.4)
  faults.measured('f1', { exits: 1 }, { proven: true, sentence: 'went down once' })
}

function drillOf(durationMs: number): Drill {
  return {
    name: 'large-run',
    question: 'What does a large run cost to look at?',
    hypothesis: 'Little.',
    expect: [],
    tags: [],
    system: { kind: 'raft', nodes: NODES, release: 'correct', options: {} },
    workload: { kind: 'register', clients: CLIENTS, durationMs, options: {} },
    schedule: [],
    steady: [],
    recoverWithinMs: 1,
    check: [],
    abortWhen: [],
    zones: {},
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [path, events] = process.argv.slice(2)
  if (path === undefined) throw new Error('where shall the run file go?')
  writeLargeRun(path, Number(events ?? 1_000_000))
}
