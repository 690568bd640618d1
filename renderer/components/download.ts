/** Hands bytes to the person as a file. Nothing leaves this computer. */
import type { RunShapes } from '../../electron/ipc/shapes/runs.ts'

/** The browser has begun to read the bytes by then, ms. */
const KEPT_MS = 60_000

export function download({ fileName, mediaType, bytes }: RunShapes['runs.export']): void {
  // A copy that is sure to own its memory, as Blob asks for.
  const blob = new Blob([new Uint8Array(bytes)], { type: mediaType })
  const address = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = address
  link.download = fileName
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), KEPT_MS)
}
