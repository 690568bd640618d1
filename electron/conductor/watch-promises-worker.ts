/** The thread of `watch-promises.ts`: reads what was recorded since it last looked, and judges it. */
import { setTimeout as sleep } from 'node:timers/promises'
import { parentPort, workerData } from 'node:worker_threads'
import SQLite from 'better-sqlite3'
import { bankTotals } from '../../core/checkers/bank-totals.ts'
import { clientName } from '../../core/checkers/witness/client-name.ts'
import { LiveRegisters } from '../../core/checkers/live/live-registers.ts'
import type { Witness } from '../../core/checkers/checker.ts'
import type { HistoryEvent } from '../../core/history/operation.ts'
import { HistoryTail } from '../recorder/queries/history-tail.ts'
import type { BrokenPromise, WatchOrder } from './watch-promises.ts'

/** Between two looks, ms; after a long judgement, twice the processor time that it took. */
const LOOK_EVERY_MS = 400
const REST_SHARE = 2
const NS_PER_US = 1_000
const US_PER_MS = 1_000

const { path, drill } = workerData as WatchOrder
const { kind, clients, options } = drill.workload
const workload = { kind, clients, options }
const database = new SQLite(path, { readonly: true })
const tail = new HistoryTail(database)
const judge = judgement()
while (judge !== undefined) {
  const before = process.threadCpuUsage()
  for (const broken of judge(tail.next())) parentPort?.postMessage(broken)
  const { user, system } = process.threadCpuUsage(before)
  await sleep(Math.max(LOOK_EVERY_MS, (REST_SHARE * (user + system)) / US_PER_MS))
}

type Judge = (events: readonly HistoryEvent[]) => readonly BrokenPromise[]

/** What can be judged of this drill before its end; absent where nothing can. */
function judgement(): Judge | undefined {
  if (kind === 'register' && drill.check.includes('linearizable')) return judgeRegisters()
  if (kind === 'bank' && drill.check.includes('bank-totals')) return judgeTotals()
  return undefined
}

function judgeRegisters(): Judge {
  const registers = new LiveRegisters({ timed: true, processName: clientName(workload) })
  return (events) => {
    for (const event of events) registers.add(event)
    return registers
      .check()
      .map(({ witness }) => brokenBy('linearizable', witness))
      .sort((one, other) => one.atUs - other.atUs)
  }
}

/** Each read is judged by itself, so the new ones are enough; the first wrong one is told. */
function judgeTotals(): Judge {
  let told = false
  return (history) => {
    if (told) return []
    const recording = { workload, history, reports: [], finalStates: [] }
    const { verdict, witness } = bankTotals.check(recording, history.length)
    if (verdict !== 'invalid' || witness === undefined) return []
    told = true
    return [brokenBy('bank-totals', witness)]
  }
}

function brokenBy(check: string, { sentence, events = [] }: Witness): BrokenPromise {
  const lastNs = events.reduce((last, { time }) => Math.max(last, time), 0)
  return { check, sentence, atUs: lastNs / NS_PER_US }
}
