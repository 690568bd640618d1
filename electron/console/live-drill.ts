/** Whether a drill runs on live processes: it measures time, so what can wait does. */
import type { Room } from '../ipc/shapes/room.ts'

export function isLiveDrill({ standing }: Pick<Room, 'standing'>): boolean {
  return standing.kind === 'starting' || standing.kind === 'running'
}
