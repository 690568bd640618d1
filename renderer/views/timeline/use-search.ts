/** Search in the events of the run, from where one stands. */
import { ref, shallowRef, type Ref } from 'vue'
import type { Api } from '../../../electron/ipc/contract.ts'
import type { TimelineFilter } from '../../../electron/ipc/requests.ts'
import type { EventHit } from '../../../electron/ipc/shapes/timeline.ts'
import { isEmpty } from '../../timeline/filter.ts'
import { LatestOnly } from '../../timeline/latest-only.ts'

export const HITS_MAX = 100

export interface SearchOptions {
  readonly api: Api
  readonly run: string
  readonly filter: Readonly<Ref<TimelineFilter>>
}

export function useSearch({ api, run, filter }: SearchOptions) {
  const text = ref('')
  const hits = shallowRef<readonly EventHit[]>([])
  const more = ref(false)
  const problem = ref<string | null>(null)
  /** What the hits are for; null before the first answer. */
  const searched = ref<string | null>(null)

  const asked = new LatestOnly<string>(async (wanted) => {
    try {
      const found = await api.timeline.search({
        run,
        text: wanted,
        fromUs: 0,
        direction: 'forward',
        limit: HITS_MAX,
        filter: isEmpty(filter.value) ? null : filter.value,
      })
      hits.value = found.hits
      more.value = found.more
      problem.value = null
    } catch (error) {
      hits.value = []
      problem.value = error instanceof Error ? error.message : String(error)
    }
    searched.value = wanted
  })

  function search(): void {
    const wanted = text.value.trim().slice(0, 200)
    if (wanted === '') {
      hits.value = []
      searched.value = null
      return
    }
    void asked.ask(wanted)
  }

  return { text, hits, more, problem, searched, search }
}
