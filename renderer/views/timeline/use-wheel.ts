/** The wheel zooms at the pointer, pans with Shift or sideways, and scrolls clients with Alt. */
import { watch, type Ref } from 'vue'
import type { TimelineScene } from '../../timeline/scene.ts'

/** A notch of a hundred pixels zooms by about a sixth. */
const ZOOM_PER_PX = 0.0016
const LINE_PX = 16

export function useWheel(
  surface: Ref<HTMLElement | null>,
  scene: Ref<TimelineScene | null>,
  moved: () => void,
): void {
  function onWheel(event: WheelEvent): void {
    const now = scene.value
    if (now === null) return
    event.preventDefault()
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE_PX : 1
    const deltaX = event.deltaX * unit
    const deltaY = event.deltaY * unit
    if (event.shiftKey || Math.abs(deltaX) > Math.abs(deltaY)) {
      now.show(now.scale.pannedBy(-(deltaX === 0 ? deltaY : deltaX)))
    } else if (event.altKey) {
      now.arrange({ scrollPx: now.layout.scrollPx + deltaY })
    } else {
      const left = surface.value?.getBoundingClientRect().left ?? 0
      now.show(now.scale.zoomedAt(event.clientX - left, Math.exp(deltaY * ZOOM_PER_PX)))
    }
    moved()
  }

  watch(surface, (element, before) => {
    before?.removeEventListener('wheel', onWheel)
    // Not passive: the page must not scroll or zoom as well.
    element?.addEventListener('wheel', onWheel, { passive: false })
  })
}
