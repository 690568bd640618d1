/** A promise with a bound: whoever waits for a process must be able to stop waiting. */
export async function within<T>(
  promise: Promise<T>,
  timeoutMs: number,
  otherwise: () => T,
): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const timeout = new Promise<T>((resolve) => {
    timer = setTimeout(() => resolve(otherwise()), timeoutMs)
  })
  try {
    return await Promise.race([promise, timeout])
  } finally {
    clearTimeout(timer)
  }
}
