/** Drawing a stroke across links with the pointer. Shift, held at the end, makes it one-way. */
import { computed, ref, shallowRef } from 'vue'
import { crossedLinks, extendStroke, type ChosenLink, type DrawnLink } from './cutting-stroke.ts'
import type { Point } from './geometry.ts'

/** Pixels between points of the stroke; a press that moves less is a click. */
const LEAST_STEP = 4

export interface CuttingOptions {
  readonly links: () => readonly DrawnLink[]
  readonly cut: (links: readonly ChosenLink[]) => void
}

export function useCutting({ links, cut }: CuttingOptions) {
  const stroke = shallowRef<readonly Point[]>([])
  const oneWay = ref(false)
  const drawing = computed(() => stroke.value.length > 1)
  const crossed = computed(() =>
    drawing.value ? crossedLinks(stroke.value, links(), oneWay.value) : [],
  )

  function pointOf(event: PointerEvent): Point {
    const { left, top } = (event.currentTarget as Element).getBoundingClientRect()
    return { x: event.clientX - left, y: event.clientY - top }
  }

  function begin(event: PointerEvent): void {
    if (event.button !== 0) return
    oneWay.value = event.shiftKey
    stroke.value = [pointOf(event)]
  }

  function move(event: PointerEvent): void {
    if (stroke.value.length === 0) return
    oneWay.value = event.shiftKey
    const extended = extendStroke(stroke.value, pointOf(event), LEAST_STEP)
    // Captured only once it moves, so that a click still reaches what it was made on.
    if (stroke.value.length === 1 && extended.length === 2) {
      ;(event.currentTarget as Element).setPointerCapture(event.pointerId)
    }
    stroke.value = extended
  }

  /** True where it was a stroke, and not a click. */
  function end(): boolean {
    const found = crossed.value
    const was = drawing.value
    stroke.value = []
    if (found.length > 0) cut(found)
    return was
  }

  function cancel(): void {
    stroke.value = []
  }

  return { stroke, oneWay, drawing, crossed, begin, move, end, cancel }
}
