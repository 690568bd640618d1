/** The colours of the canvas, read from the tokens once for each theme. */
import { token } from '../app/theme.ts'

export interface Palette {
  readonly [name: string]: string
  readonly bg: string
  readonly surface: string
  readonly line: string
  readonly lineStrong: string
  readonly text: string
  readonly textQuiet: string
  readonly textDim: string
  readonly accent: string
  readonly accentSoft: string
  readonly ok: string
  readonly info: string
  readonly fail: string
  readonly hot: string
  readonly hotSoft: string
  readonly bad: string
  readonly badSoft: string
  readonly leader: string
}

export function readPalette(): Palette {
  return {
    bg: token('bg'),
    surface: token('surface-1'),
    line: token('line-1'),
    lineStrong: token('line-2'),
    text: token('text-1'),
    textQuiet: token('text-2'),
    textDim: token('text-3'),
    accent: token('accent'),
    accentSoft: token('accent-soft'),
    ok: token('ok'),
    info: token('info'),
    fail: token('fail'),
    hot: token('hot'),
    hotSoft: token('hot-soft'),
    bad: token('bad'),
    badSoft: token('bad-soft'),
    leader: token('leader'),
  }
}
