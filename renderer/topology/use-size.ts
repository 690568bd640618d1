/** The size of an element, followed; whole pixels, and zero until it is on the screen. */
import { onScopeDispose, shallowRef, watch, type Ref } from 'vue'

export function useSize(element: Readonly<Ref<HTMLElement | null>>) {
  const size = shallowRef({ width: 0, height: 0 })
  const observer = new ResizeObserver(([entry]) => {
    if (entry === undefined) return
    const width = Math.floor(entry.contentRect.width)
    const height = Math.floor(entry.contentRect.height)
    if (width !== size.value.width || height !== size.value.height) size.value = { width, height }
  })
  watch(element, (now, before) => {
    if (before) observer.unobserve(before)
    if (now) observer.observe(now)
  })
  onScopeDispose(() => observer.disconnect())
  return size
}
