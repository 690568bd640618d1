/** How wide an element is, px; 0 until it is on the page. */
import { onBeforeUnmount, onMounted, ref, type Ref } from 'vue'

export function useWidth(element: Readonly<Ref<HTMLElement | null>>): Readonly<Ref<number>> {
  const width = ref(0)
  const observer = new ResizeObserver(([entry]) => {
    if (entry !== undefined) width.value = Math.floor(entry.contentRect.width)
  })
  onMounted(() => {
    if (element.value !== null) observer.observe(element.value)
  })
  onBeforeUnmount(() => observer.disconnect())
  return width
}
