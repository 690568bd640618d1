/**
 * The thread that holds the columns of one open run and answers windows from memory. It never
 * replays: that is the other thread's work, so that nothing holds up a pan or a zoom.
 */
import { parentPort, workerData } from 'node:worker_threads'
import { readClientHistory } from '../../recorder/queries/client-history.ts'
import { answerQuestions } from './answer-questions.ts'
import { readCone, readDetail, readPlace } from './event-detail.ts'
import { Filters } from './filter.ts'
import { readHead, violatingOperations } from './head.ts'
import type { Preparing, RunStart, TimelineQuestions } from './messages.ts'
import { openTimeline, type OpenedTimeline } from './open-timeline.ts'
import { Operations } from './operations.ts'
import { searchEvents } from './search.ts'
import { UnderWay } from './under-way.ts'
import { readWindow } from './window.ts'

/** Some ms of work. */
const HISTORY_PAGE_EVENTS = 5_000

const PREPARING_TOLD_EVERY_MS = 50

const { run, path, scratch } = workerData as RunStart

interface Held {
  readonly opened: OpenedTimeline
  readonly filters: Filters
  readonly underWay: UnderWay
  readonly operations: () => Promise<Operations>
}

let held: Held | null = null

function hold(): Held {
  if (held !== null) return held
  const opened = openTimeline(path, scratch, tellPreparing())
  let operations: Promise<Operations> | null = null
  const { columns } = opened
  const filters = new Filters(columns)
  filters.apply(null)
  held = {
    opened,
    filters,
    underWay: new UnderWay(columns),
    operations: () => (operations ??= readOperations(opened)),
  }
  return held
}

/** Tells how far a timeline is made as often as an eye can use it. */
function tellPreparing(): (share: number | null) => void {
  let toldMs = -Infinity
  return (share) => {
    const nowMs = performance.now()
    if (share !== null && nowMs - toldMs < PREPARING_TOLD_EVERY_MS) return
    toldMs = nowMs
    parentPort?.postMessage({ preparing: share } satisfies Preparing)
  }
}

async function readOperations(opened: OpenedTimeline): Promise<Operations> {
  const pages = readClientHistory(opened.file.database, HISTORY_PAGE_EVENTS)
  const violating = violatingOperations(opened)
  return Operations.gather(pages, { lanes: opened.columns.lanes, violating })
}

answerQuestions<TimelineQuestions>({
  open: () => {
    const { opened, operations } = hold()
    // Read while the person looks at the first picture; what fails is said to who asks for them.
    operations().catch(() => {})
    return readHead(run, opened)
  },
  window: ({ fromUs, toUs, bins, filter }) => {
    const { opened, filters, underWay, operations } = hold()
    const range = { fromUs, toUs: Math.max(fromUs, toUs), bins }
    const parts = { columns: opened.columns, underWay, operations }
    return readWindow(parts, range, filters.apply(filter), filter?.hiddenMachines ?? [])
  },
  event: ({ event }) => {
    const { opened, filters } = hold()
    return readDetail(opened, filters.apply(null), event)
  },
  place: ({ event }) => readPlace(hold().opened, event),
  cone: ({ event }) => readCone(hold().opened, event),
  search: ({ filter, ...request }) => {
    const { opened, filters } = hold()
    return searchEvents(opened, request, filters.apply(filter))
  },
  close: () => {
    held?.opened.close()
    held = null
    return null
  },
})
