/**
 * The lists of a running drill that grow: slots, elections, violations, log lines. Rows come
 * numbered; a gap means that some were missed. Bounded by the length of a drill and by what the
 * other side keeps.
 */
import type {
  Election,
  RoomLogLine,
  RoomSlot,
  RoomSummary,
  RoomViolation,
} from '../../electron/ipc/shapes/room.ts'

interface Lists {
  readonly slots: readonly RoomSlot[]
  readonly elections: readonly Election[]
  readonly violations: readonly RoomViolation[]
  readonly log: readonly RoomLogLine[]
}

export class RoomHistory {
  slots: RoomSlot[] = []
  elections: Election[] = []
  violations: RoomViolation[] = []
  log: RoomLogLine[] = []

  replace({ slots, elections, violations, log }: Lists): void {
    this.slots = [...slots]
    this.elections = [...elections]
    this.violations = [...violations]
    this.log = [...log]
  }

  /** False where rows were missed: then nothing is changed, and the whole must be asked for. */
  append({ slots, elections, violations, log }: RoomSummary): boolean {
    if (slots.first > this.slots.length) return false
    if (elections.first > this.elections.length) return false
    if (violations.first > this.violations.length) return false
    if (log.first > this.log.length) return false
    put(this.slots, slots)
    put(this.elections, elections)
    put(this.violations, violations)
    put(this.log, log)
    return true
  }
}

/** A row that is told again replaces the first word of it. */
function put<Row>(
  list: Row[],
  { first, rows }: { readonly first: number; readonly rows: readonly Row[] },
): void {
  for (const [offset, row] of rows.entries()) list[first + offset] = row
}
