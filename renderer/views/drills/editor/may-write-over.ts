/** Whether an own drill may be written over: two windows may have opened the same file. */
import type { Api } from '../../../../electron/ipc/contract.ts'
import { CallError } from '../../../../electron/ipc/envelope.ts'
import { confirm } from '../../../components/confirm.ts'

/**
 * `known` is what the file said when it was opened or saved last. False where the file is gone, so
 * that there is nothing to write over; null where somebody else's changes are to stay.
 */
export async function mayWriteOver(
  api: Api,
  name: string,
  known: string | null,
): Promise<boolean | null> {
  const there = await readOwn(api, name)
  if (there === null || there === known) return there !== null
  const yes = await confirm({
    title: `Write over ${name}?`,
    text: 'The file was changed elsewhere since it was opened here. Those changes would be lost.',
    act: 'Write over it',
  })
  return yes ? true : null
}

async function readOwn(api: Api, name: string): Promise<string | null> {
  try {
    return (await api.drills.read({ name, origin: 'own' })).source
  } catch (error) {
    if (error instanceof CallError && error.code === 'not-found') return null
    throw error
  }
}
