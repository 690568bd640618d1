/** Staging a drill as one of its runs had it: the same seed and the same release. */
import { useRouter } from 'vue-router'
import { useApi } from '../bridge/use-api.ts'

export interface RunToRepeat {
  readonly drill: string
  readonly seed: string
  readonly release: string
}

export function useRunAgain(): (run: RunToRepeat) => Promise<void> {
  const api = useApi()
  const router = useRouter()

  /** A run does not keep where its drill came from; a name of the library is the library's. */
  async function originOf(name: string): Promise<'library' | 'own'> {
    try {
      const found = (await api.drills.list({})).filter((drill) => drill.name === name)
      return found.length > 0 && found.every(({ origin }) => origin === 'own') ? 'own' : 'library'
    } catch {
      return 'library'
    }
  }

  return async ({ drill, seed, release }) => {
    const origin = await originOf(drill)
    const mutant = release === 'correct' ? {} : { mutant: release }
    await router.push({ name: 'room', query: { drill, origin, seed, ...mutant } })
  }
}
