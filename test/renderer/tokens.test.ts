/**
 * Goal: what is written can be read, in dark and in light. Method: the contrast of every text
 * colour on every surface that it may stand on, as WCAG 2.2 computes it, from the tokens
 * themselves; and no colour anywhere else in the page.
 */
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ROOT } from '../tidy/sources.ts'

const TOKENS = readFileSync(join(ROOT, 'renderer/styles/tokens.css'), 'utf8')
const SURFACES = ['bg', 'surface-1', 'surface-2']
const TEXTS = ['text-1', 'text-2', 'text-3', 'accent', 'ok', 'info', 'fail', 'hot', 'bad', 'leader']
/** Success criterion 1.4.3 for text of ordinary size. */
const LEAST = 4.5

type Scheme = 'light' | 'dark'

function colour(name: string, scheme: Scheme): string {
  const found = new RegExp(`--${name}: light-dark\\((#\\w{6}), (#\\w{6})\\)`).exec(TOKENS)
  const value = found?.[scheme === 'light' ? 1 : 2]
  if (value === undefined) throw new Error(`there is no colour ${name}`)
  return value
}

function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = parseInt(hex.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(left: string, right: string): number {
  const [lighter, darker] = [luminance(left), luminance(right)].sort((a, b) => b - a) as [
    number,
    number,
  ]
  return (lighter + 0.05) / (darker + 0.05)
}

describe.each<Scheme>(['light', 'dark'])('the %s colours', (scheme) => {
  it.each(TEXTS)('let %s be read on every surface', (text) => {
    const low = SURFACES.map((surface) => ({
      surface,
      ratio: contrast(colour(text, scheme), colour(surface, scheme)),
    })).filter(({ ratio }) => ratio < LEAST)
    expect(low).toEqual([])
  })

  it.each([
    ['on-accent', 'accent'],
    ['hot', 'hot-soft'],
    ['bad', 'bad-soft'],
    ['text-1', 'accent-soft'],
    ['text-2', 'surface-3'],
    ['bg', 'hot'],
  ])('let %s be read on %s', (text, surface) => {
    expect(contrast(colour(text, scheme), colour(surface, scheme))).toBeGreaterThanOrEqual(LEAST)
  })
})

describe('the page', () => {
  it('takes every colour from the tokens', () => {
    const files = readdirSync(join(ROOT, 'renderer'), { recursive: true, encoding: 'utf8' })
    const strays = files
      .filter((file) => /\.(vue|ts|css)$/.test(file) && !file.endsWith('tokens.css'))
      .flatMap((file) => {
        const text = readFileSync(join(ROOT, 'renderer', file), 'utf8')
        // After a dot or at the start of a line it is a private member, not a colour.
        return (text.match(/(?<![.\w]|^ *)#(?:[0-9a-f]{6}|[0-9a-f]{3})\b(?![\w(-])/gim) ?? []).map(
          (stray) => `${file}: ${stray}`,
        )
      })
    expect(strays).toEqual([])
  })
})
