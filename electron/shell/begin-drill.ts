/** Begins a drill that was named at the start; used by both doors. */
import { formatDrillFileErrors } from '../drill-files/drill-file-error.ts'
import type { ResponseOf } from '../ipc/contract.ts'
import type { Envelope } from '../ipc/envelope.ts'

export type BegunDrill =
  | { readonly ok: true; readonly run: string }
  /** For people; more than one line where a drill file has mistakes. */
  | { readonly ok: false; readonly message: string }

/** A drill of the user goes before one of the library that has the same name. */
export async function beginDrill(
  name: string,
  call: (name: string, request: unknown) => Promise<Envelope<unknown>>,
): Promise<BegunDrill> {
  const listed = await call('drills.list', {})
  if (!listed.ok) return { ok: false, message: listed.error.message }
  const drills = listed.value as ResponseOf<'drills.list'>
  const named = drills.filter((drill) => drill.name === name)
  const drill = named.find(({ origin }) => origin === 'own') ?? named[0]
  if (drill === undefined) {
    return { ok: false, message: `there is no drill ${name}; faultline list drills names them` }
  }
  const request = { drill: { name, origin: drill.origin }, overrides: [], byHand: false }
  const started = await call('room.start', request)
  if (!started.ok) return { ok: false, message: started.error.message }
  const answer = started.value as ResponseOf<'room.start'>
  if (answer.ok) return answer
  return { ok: false, message: formatDrillFileErrors(answer.errors) }
}
