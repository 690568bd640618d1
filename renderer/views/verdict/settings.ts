/** With what a run was made, as a list for people. Pure. */
import { formatDuration } from '../../../core/drills/quantities.ts'
import type { RunDetail } from '../../../electron/ipc/shapes/runs.ts'
import { counted, formatBytes } from '../../components/figures.ts'

export interface Setting {
  readonly name: string
  readonly value: string
  readonly mono?: boolean
}

export function settingsOf(detail: Omit<RunDetail, 'source'>): readonly Setting[] {
  const { drill, verdict } = detail
  const { system, workload } = drill
  const rate =
    workload.ratePerSecond === undefined ? 'as fast as answers come' : `${workload.ratePerSecond}/s`
  return [
    { name: 'World', value: detail.simulated ? 'simulated' : 'live' },
    { name: 'System', value: `${system.kind}, ${counted(system.nodes, 'node')}` },
    { name: 'Release', value: verdict?.release ?? system.release, mono: true },
    { name: 'Workload', value: `${workload.kind}, ${counted(workload.clients, 'client')}` },
    { name: 'Rate', value: rate },
    { name: 'Duration', value: formatDuration(workload.durationMs) },
    { name: 'Seed', value: detail.seed, mono: true },
    { name: 'Faultline', value: detail.faultlineVersion, mono: true },
    { name: 'File', value: `${detail.name}.faultline`, mono: true },
    { name: 'Size', value: formatBytes(detail.bytes) },
  ]
}
