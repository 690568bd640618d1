/** The hatching of what is broken, as a pattern for the canvas. */
export function hatchPattern(pen: CanvasRenderingContext2D, colour: string): CanvasPattern | null {
  const tile = document.createElement('canvas')
  tile.width = tile.height = 8
  const hatch = tile.getContext('2d')
  if (hatch === null) return null
  hatch.strokeStyle = colour
  hatch.globalAlpha = 0.16
  hatch.lineWidth = 1.2
  hatch.beginPath()
  for (const offset of [-8, 0, 8]) {
    hatch.moveTo(offset - 1, 9)
    hatch.lineTo(offset + 9, -1)
  }
  hatch.stroke()
  return pen.createPattern(tile, 'repeat')
}
