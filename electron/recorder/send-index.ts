/**
 * Which step sent which envelope, and which envelopes arrived, from the journals alone. A step
 * tells the number of its first send; how many there were shows in the next step of the same
 * life, because numbers follow by one. What the last step of a life sent is not counted.
 */
import { lastAtMost } from '../../core/base/last-at-most.ts'
import type { JournalEntry, StepEntry } from '../../core/runtime/journal.ts'

interface Sender {
  /** Number of the first send of each step, growing; and when the step was. */
  readonly first: number[]
  readonly atUs: number[]
  /** Tells steps apart that share a number because the earlier ones sent nothing. */
  readonly lamport: number[]
  /** Where the sends of each step end; the same as `first` where they are not known. */
  readonly end: number[]
  /** Number of the event of each step, 0 before it has one. */
  readonly event: number[]
  readonly received: Set<number>
  /** How many of its steps have their event. */
  numbered: number
}

/** A step that is said to send more than this is not believed. */
const SENDS_PER_STEP_MAX = 100_000

export class SendIndex {
  readonly #senders = new Map<string, Sender>()

  add(entry: JournalEntry): void {
    if (entry.kind === 'boot') return
    if (entry.cause !== undefined) this.#sender(entry.cause.from).received.add(entry.cause.id)
    const { first, atUs, lamport, end, event } = this.#sender(entry.machine)
    const last = first.length - 1
    const sends = entry.firstSend - (first[last] ?? entry.firstSend)
    // A jump to the numbers of the next life says nothing of the step before it.
    if (sends > 0 && sends <= SENDS_PER_STEP_MAX) end[last] = entry.firstSend
    first.push(entry.firstSend)
    atUs.push(entry.atUs)
    lamport.push(entry.lamport)
    end.push(entry.firstSend)
    event.push(0)
  }

  /** Says the number of the event of the next step of `machine`, in the order of `add`. */
  number(machine: string, event: number): void {
    const sender = this.#sender(machine)
    sender.event[sender.numbered++] = event
  }

  /** Number of the event that sent envelope `id` of `from`; 0 where it is not known, or not yet. */
  eventOf(from: string, id: number): number {
    const sender = this.#senders.get(from)
    if (sender === undefined) return 0
    const step = lastAtMost(sender.first, id)
    return step < 0 ? 0 : (sender.event[step] as number)
  }

  /** When `from` sent its envelope `id`; null where its journal does not tell. */
  sentAtUs(from: string, id: number): number | null {
    const sender = this.#senders.get(from)
    if (sender === undefined) return null
    const step = lastAtMost(sender.first, id)
    return step < 0 ? null : (sender.atUs[step] as number)
  }

  /** How many envelopes the step sent. */
  sendsOf(entry: StepEntry): number {
    const sender = this.#senders.get(entry.machine)
    if (sender === undefined) return 0
    const step = lastAtMost(sender.first, entry.firstSend)
    if (step < 0 || sender.lamport[step] !== entry.lamport) return 0
    return (sender.end[step] as number) - (sender.first[step] as number)
  }

  /** The numbers of those that nobody received. */
  lostOf(entry: StepEntry): number[] {
    const sends = this.sendsOf(entry)
    const received = this.#senders.get(entry.machine)?.received
    const lost: number[] = []
    for (let id = entry.firstSend; id < entry.firstSend + sends; id++) {
      if (received?.has(id) !== true) lost.push(id)
    }
    return lost
  }

  /** Whether `machine` sent anything that nobody received. */
  hasLost(machine: string): boolean {
    const sender = this.#senders.get(machine)
    if (sender === undefined) return false
    const { first, end, received } = sender
    return first.some((from, step) => {
      for (let id = from; id < (end[step] as number); id++) if (!received.has(id)) return true
      return false
    })
  }

  #sender(name: string): Sender {
    let sender = this.#senders.get(name)
    if (sender === undefined) {
      sender = {
        first: [],
        atUs: [],
        lamport: [],
        end: [],
        event: [],
        received: new Set(),
        numbered: 0,
      }
      this.#senders.set(name, sender)
    }
    return sender
  }
}
