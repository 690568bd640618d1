/** Of flags that may be given many times. */

/** Gathers a flag that may be given many times. */
export function gather(value: string, earlier: readonly string[] = []): readonly string[] {
  return [...earlier, value]
}
