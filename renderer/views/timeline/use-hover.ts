/** A line about what lies under the pointer, and its marks on the picture. */
import { onScopeDispose, ref } from 'vue'
import type { Hit } from '../../timeline/hit-test.ts'
import { hitWords } from '../../timeline/hit-words.ts'
import type { Session } from './session.ts'

export interface Place {
  readonly x: number
  readonly y: number
}

export interface Hover extends Place {
  readonly words: string
}

export function useHover({ scene, head }: Session) {
  const hover = ref<Hover | null>(null)
  let due = 0

  /** Once a frame: a pointer moves more often than that. */
  function hoverAt({ x, y }: Place): void {
    cancelAnimationFrame(due)
    due = requestAnimationFrame(() => {
      const now = scene.value
      if (now === null) return
      const hit = now.hit(x, y)
      now.point({ pointerX: x, ...ringOf(hit) })
      hover.value = hit === null ? null : { x, y, words: hitWords(hit, head, now.scale.spanUs) }
    })
  }

  function forget(): void {
    cancelAnimationFrame(due)
    hover.value = null
    scene.value?.point({ pointerX: NaN, hoverLane: -1 })
  }

  onScopeDispose(() => cancelAnimationFrame(due))
  return { hover, hoverAt, forget }
}

function ringOf(hit: Hit | null): { readonly hoverLane: number; readonly hoverUs: number } {
  if (hit?.kind !== 'event' && hit?.kind !== 'message') return { hoverLane: -1, hoverUs: 0 }
  const { events, at } = hit
  return { hoverLane: events.lane[at] as number, hoverUs: events.atUs[at] as number }
}
