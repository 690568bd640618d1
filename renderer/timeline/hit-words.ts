/** One line about what lies under the pointer. Pure. */
import { FLAG } from '../../electron/ipc/shapes/timeline.ts'
import type { TimelineHead } from '../../electron/ipc/shapes/timeline.ts'
import { counted } from '../components/figures.ts'
import { momentText, spanText } from './format-time.ts'
import type { Hit } from './hit-test.ts'

export function hitWords(hit: Hit, head: TimelineHead, spanUs: number): string {
  switch (hit.kind) {
    case 'operation': {
      const { lane, fromUs, toUs, text, result } = hit.operation
      const took = toUs === null ? 'never answered' : spanText(toUs - fromUs)
      const outcome = { ok: 'answered', fail: 'failed', info: 'outcome unknown' }[result]
      return `${nameOf(head, lane)}: ${text}, ${outcome}, ${took}`
    }
    case 'bin': {
      const lost = hit.lost === 0 ? '' : `, ${hit.lost} lost`
      const where = `${nameOf(head, hit.lane)}, ${spanText(hit.toUs - hit.fromUs)}`
      return `${where} from ${momentText(hit.fromUs, spanUs)}: ${counted(hit.events, 'event')}${lost}`
    }
    default:
      return eventWords(hit, head, spanUs)
  }
}

function eventWords(
  { events, at }: Extract<Hit, { kind: 'event' | 'message' }>,
  head: TimelineHead,
  spanUs: number,
): string {
  const kind = head.kinds[events.kind[at] as number] ?? ''
  const type = head.types[events.type[at] as number] ?? ''
  const lane = nameOf(head, events.lane[at] as number)
  const peer = events.peer[at] as number
  const peerName = peer < 0 ? '' : nameOf(head, peer)
  const way =
    kind === 'lost'
      ? `${lane} to ${peerName || 'nobody known'}`
      : peerName
        ? `${peerName} to ${lane}`
        : lane
  const sent = events.sentAtUs[at] as number
  const atUs = events.atUs[at] as number
  const took = Number.isFinite(sent) ? `, ${spanText(atUs - sent)} under way` : ''
  const word = type === '' || type === kind ? kind : kind === 'message' ? type : `${kind} ${type}`
  return `${way}: ${word}${flagWords(events.flags[at] as number)}, ${momentText(atUs, spanUs)}${took}`
}

export function flagWords(flags: number): string {
  let words = ''
  if ((flags & FLAG.duplicate) !== 0) words += ', a copy'
  if ((flags & FLAG.corrupt) !== 0) words += ', damaged'
  if ((flags & FLAG.reordered) !== 0) words += ', overtaken'
  return words
}

function nameOf(head: TimelineHead, lane: number): string {
  return head.lanes[lane]?.name ?? '?'
}
