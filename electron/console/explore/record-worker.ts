/** The thread of `record-seed.ts`: simulates one seed, records it, and ends. */
import { parentPort, workerData } from 'node:worker_threads'
import { simulate } from '../../conductor/simulate.ts'
import type { WorkerOrder } from './record-seed.ts'

await simulate(workerData as WorkerOrder)
parentPort?.postMessage('recorded')
