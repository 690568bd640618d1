/**
 * Wheel, drag, pinch and click on the picture. A press that moves is a drag, and one that does not
 * is a click; two fingers zoom about their middle.
 */
import { onScopeDispose, ref, watch, type Ref } from 'vue'
import { laneAt } from '../../timeline/lane-layout.ts'
import { AXIS_PX } from '../../timeline/draw-axis.ts'
import { hitWords } from '../../timeline/hit-words.ts'
import type { Hit } from '../../timeline/hit-test.ts'
import type { TimelineScene } from '../../timeline/scene.ts'
import type { Session } from './session.ts'

const DRAG_PX_MIN = 4
const WHEEL_ZOOM = 0.0016
const LINE_PX = 16

export interface Hover {
  readonly x: number
  readonly y: number
  readonly words: string
}

export function usePointer(session: Session, surface: Ref<HTMLElement | null>) {
  const hover = ref<Hover | null>(null)
  const dragging = ref(false)
  const pointers = new Map<number, { x: number; y: number }>()
  let pressed: { x: number; y: number } | null = null
  let hoverDue = 0

  function placeOf(event: PointerEvent | WheelEvent): { x: number; y: number } {
    const box = surface.value?.getBoundingClientRect()
    return { x: event.clientX - (box?.left ?? 0), y: event.clientY - (box?.top ?? 0) }
  }

  function onWheel(event: WheelEvent): void {
    const scene = session.scene.value
    if (scene === null) return
    event.preventDefault()
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE_PX : 1
    const { x } = placeOf(event)
    if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
      const delta = event.deltaX !== 0 ? event.deltaX : event.deltaY
      scene.show(scene.scale.pannedBy(-delta * unit))
    } else if (event.altKey) {
      scene.arrange({ scrollPx: scene.layout.scrollPx + event.deltaY * unit })
    } else {
      scene.show(scene.scale.zoomedAt(x, Math.exp(event.deltaY * unit * WHEEL_ZOOM)))
    }
    forget()
  }

  function onDown(event: PointerEvent): void {
    if (event.button !== 0) return
    surface.value?.setPointerCapture(event.pointerId)
    const place = placeOf(event)
    pointers.set(event.pointerId, place)
    pressed = pointers.size === 1 ? place : null
  }

  function onMove(event: PointerEvent): void {
    const scene = session.scene.value
    if (scene === null) return
    const place = placeOf(event)
    const before = pointers.get(event.pointerId)
    if (before === undefined) return hoverSoon(scene, place)
    const from = pressed ?? before
    if (
      !dragging.value &&
      pressed !== null &&
      Math.hypot(place.x - from.x, place.y - from.y) < DRAG_PX_MIN
    )
      return
    dragging.value = true
    forget()
    if (pointers.size >= 2) pinch(scene, event.pointerId, before, place)
    else drag(scene, before, place)
    pointers.set(event.pointerId, place)
  }

  function drag(
    scene: TimelineScene,
    before: { x: number; y: number },
    place: { x: number; y: number },
  ): void {
    scene.show(scene.scale.pannedBy(place.x - before.x))
    const inClients = before.y - AXIS_PX < scene.layout.clients.bottomPx
    if (inClients && scene.layout.scrollMaxPx > 0 && place.y !== before.y) {
      scene.arrange({ scrollPx: scene.layout.scrollPx - (place.y - before.y) })
    }
  }

  function pinch(
    scene: TimelineScene,
    id: number,
    before: { x: number; y: number },
    place: { x: number; y: number },
  ): void {
    const other = [...pointers].find(([pointer]) => pointer !== id)?.[1]
    if (other === undefined) return
    const was = Math.max(10, Math.abs(before.x - other.x))
    const is = Math.max(10, Math.abs(place.x - other.x))
    scene.show(scene.scale.zoomedAt((place.x + other.x) / 2, was / is))
  }

  function onUp(event: PointerEvent): void {
    pointers.delete(event.pointerId)
    if (pointers.size > 0) return
    if (!dragging.value && pressed !== null) click(pressed)
    dragging.value = false
    pressed = null
  }

  function onCancel(event: PointerEvent): void {
    pointers.delete(event.pointerId)
    dragging.value = false
    pressed = null
  }

  function click({ x, y }: { x: number; y: number }): void {
    const scene = session.scene.value
    if (scene === null) return
    const hit = scene.hit(x, y)
    const lane = laneAt(scene.layout, y - AXIS_PX)
    if (lane !== null) session.selection.selectLane(lane)
    if (hit?.kind === 'event' || hit?.kind === 'message') {
      session.selection.select(hit.events.id[hit.at] as number)
    } else if (hit?.kind === 'operation') {
      session.goTo(hit.operation.toUs ?? hit.operation.fromUs)
    } else {
      session.goTo(scene.scale.usAt(x))
    }
  }

  function hoverSoon(scene: TimelineScene, { x, y }: { x: number; y: number }): void {
    cancelAnimationFrame(hoverDue)
    hoverDue = requestAnimationFrame(() => {
      const hit = scene.hit(x, y)
      scene.point({ pointerX: x, ...ringOf(hit) })
      const { head } = session
      hover.value = hit === null ? null : { x, y, words: hitWords(hit, head, scene.scale.spanUs) }
    })
  }

  function ringOf(hit: Hit | null): { hoverLane: number; hoverUs: number } {
    if (hit?.kind !== 'event' && hit?.kind !== 'message') return { hoverLane: -1, hoverUs: 0 }
    const { events, at } = hit
    return { hoverLane: events.lane[at] as number, hoverUs: events.atUs[at] as number }
  }

  function forget(): void {
    cancelAnimationFrame(hoverDue)
    hover.value = null
    session.scene.value?.point({ pointerX: NaN, hoverLane: -1 })
  }

  watch(surface, (element, before) => {
    // Vue's listeners on a wheel are passive where the browser decides; this one must not be.
    before?.removeEventListener('wheel', onWheel)
    element?.addEventListener('wheel', onWheel, { passive: false })
  })
  onScopeDispose(() => cancelAnimationFrame(hoverDue))

  return { hover, dragging, onDown, onMove, onUp, onCancel, onLeave: forget }
}
