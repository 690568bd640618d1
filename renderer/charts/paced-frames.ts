/** Draws at most 20 times a second, in a frame of the screen, and not at all while it is hidden. */
import { onScopeDispose, watch, type WatchSource } from 'vue'

const LEAST_INTERVAL_MS = 50

/** Draws soon after each change of `sources`; the last change is always drawn. */
export function usePacedFrames(sources: readonly WatchSource[], draw: () => void): void {
  let frame = 0
  let drawnAt = -Infinity

  function ask(): void {
    // A hidden page is given no frames, so that nothing is drawn until it is seen again.
    if (frame === 0) frame = requestAnimationFrame(given)
  }

  function given(time: number): void {
    // A little less than the interval: frames come at 16.7 ms, and three of them are enough.
    if (time - drawnAt < LEAST_INTERVAL_MS - 2) {
      frame = requestAnimationFrame(given)
      return
    }
    frame = 0
    drawnAt = time
    draw()
  }

  watch(sources, ask, { immediate: true, flush: 'post' })
  onScopeDispose(() => cancelAnimationFrame(frame))
}
