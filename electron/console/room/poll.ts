/** Asks again and again, never while an answer is awaited; an answer that fails is left out. */
export function poll(everyMs: number, ask: () => Promise<void>): () => void {
  let timer: NodeJS.Timeout | null = null
  let stopped = false
  const wait = (): void => {
    if (stopped) return
    timer = setTimeout(() => void ask().then(wait, wait), everyMs)
  }
  wait()
  return () => {
    stopped = true
    if (timer !== null) clearTimeout(timer)
  }
}
