/** Notes of the run: written at the playhead, kept in the run file. */
import { shallowRef } from 'vue'
import type { Api } from '../../../electron/ipc/contract.ts'
import type { Note } from '../../../electron/ipc/shapes/runs.ts'
import { confirm } from '../../components/confirm.ts'
import { tellProblem } from '../../components/toasts.ts'

export function useNotes(api: Api, run: string, first: readonly Note[]) {
  const notes = shallowRef<readonly Note[]>(inOrder(first))

  /** False where it was refused: nothing that was written may be lost. */
  async function add(text: string, atUs: number | null): Promise<boolean> {
    try {
      const { id } = await api.runs.addNote({ run, atUs, text })
      const writtenAt = new Date().toISOString()
      notes.value = inOrder([...notes.value, { id, writtenAt, atUs, text }])
      return true
    } catch (problem) {
      tellProblem(problem)
      return false
    }
  }

  async function remove({ id, text }: Note): Promise<void> {
    const yes = await confirm({
      title: 'Remove this note?',
      text: text.slice(0, 200),
      act: 'Remove',
    })
    if (!yes) return
    try {
      await api.runs.removeNote({ run, id })
      notes.value = notes.value.filter((note) => note.id !== id)
    } catch (problem) {
      tellProblem(problem)
    }
  }

  return { notes, add, remove }
}

function inOrder(notes: readonly Note[]): readonly Note[] {
  return [...notes].sort((left, right) => (left.atUs ?? -1) - (right.atUs ?? -1))
}

export type Notes = ReturnType<typeof useNotes>
