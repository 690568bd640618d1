/**
 * Presses on the picture: one that moves drags it, one that does not selects what is there, and
 * two fingers zoom about their middle.
 */
import { ref, type Ref } from 'vue'
import { AXIS_PX } from '../../timeline/draw-axis.ts'
import { laneAt } from '../../timeline/lane-layout.ts'
import type { TimelineScene } from '../../timeline/scene.ts'
import type { Session } from './session.ts'
import { useHover, type Place } from './use-hover.ts'
import { useWheel } from './use-wheel.ts'

/** A hand that clicks moves less. */
const DRAG_PX_MIN = 4
/** Fingers nearer than this count as so far apart. */
const PINCH_PX_MIN = 10

export function usePointer(session: Session, surface: Ref<HTMLElement | null>) {
  const { hover, hoverAt, forget } = useHover(session)
  const dragging = ref(false)
  const pointers = new Map<number, Place>()
  let pressed: Place | null = null
  useWheel(surface, session.scene, forget)

  function placeOf({ clientX, clientY }: PointerEvent): Place {
    const box = surface.value?.getBoundingClientRect()
    return { x: clientX - (box?.left ?? 0), y: clientY - (box?.top ?? 0) }
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
    const place = placeOf(event)
    const before = pointers.get(event.pointerId)
    if (before === undefined) return hoverAt(place)
    if (scene === null || !isDrag(place)) return
    dragging.value = true
    forget()
    const other = [...pointers].find(([pointer]) => pointer !== event.pointerId)?.[1]
    if (other === undefined) drag(scene, before, place)
    else pinch(scene, other, before, place)
    pointers.set(event.pointerId, place)
  }

  function isDrag(place: Place): boolean {
    if (dragging.value || pressed === null) return true
    return Math.hypot(place.x - pressed.x, place.y - pressed.y) >= DRAG_PX_MIN
  }

  function onUp(event: PointerEvent): void {
    pointers.delete(event.pointerId)
    if (pointers.size > 0) return
    const scene = session.scene.value
    if (!dragging.value && pressed !== null && scene !== null) click(session, scene, pressed)
    rest()
  }

  function onCancel(event: PointerEvent): void {
    pointers.delete(event.pointerId)
    rest()
  }

  function rest(): void {
    dragging.value = false
    pressed = null
  }

  return { hover, dragging, onDown, onMove, onUp, onCancel, onLeave: forget }
}

function drag(scene: TimelineScene, before: Place, place: Place): void {
  scene.show(scene.scale.pannedBy(place.x - before.x))
  const { clients, scrollMaxPx, scrollPx } = scene.layout
  const downPx = place.y - before.y
  const onClients = before.y - AXIS_PX < clients.bottomPx
  if (onClients && scrollMaxPx > 0 && downPx !== 0) scene.arrange({ scrollPx: scrollPx - downPx })
}

function pinch(scene: TimelineScene, other: Place, before: Place, place: Place): void {
  const wasPx = Math.max(PINCH_PX_MIN, Math.abs(before.x - other.x))
  const isPx = Math.max(PINCH_PX_MIN, Math.abs(place.x - other.x))
  scene.show(scene.scale.zoomedAt((place.x + other.x) / 2, wasPx / isPx))
}

/** Selects the event there; elsewhere the playhead goes to the moment. */
function click({ selection, goTo }: Session, scene: TimelineScene, { x, y }: Place): void {
  const lane = laneAt(scene.layout, y - AXIS_PX)
  if (lane !== null) selection.selectLane(lane)
  const hit = scene.hit(x, y)
  if (hit?.kind === 'event' || hit?.kind === 'message') {
    selection.select(hit.events.id[hit.at] as number)
  } else if (hit?.kind === 'operation') {
    goTo(hit.operation.toUs ?? hit.operation.fromUs)
  } else {
    goTo(scene.scale.usAt(x))
  }
}
