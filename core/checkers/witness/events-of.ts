/** What a witness shows of operations: the events that a history has of them. */
import type { HistoryEvent, HistoryOperation } from '../../history/operation.ts'

/** The events of the operations, in the order of the history. */
export function eventsOf(operations: readonly HistoryOperation[]): readonly HistoryEvent[] {
  const events: HistoryEvent[] = []
  for (const operation of operations) {
    const { index, process, f, key, input, output, outcome, error } = operation
    const common = { process, f, ...(key === undefined ? {} : { key }) }
    events.push({ index, time: operation.invokedAt, type: 'invoke', ...common, value: input })
    if (operation.completedIndex === Infinity) continue
    events.push({
      index: operation.completedIndex,
      time: operation.completedAt,
      type: outcome,
      ...common,
      ...(outcome === 'ok' ? { value: output } : {}),
      ...(error === undefined ? {} : { error }),
    })
  }
  return events.sort((a, b) => a.index - b.index)
}
