/** Goal: a key means one command. Method: presses as browsers report them, on both kinds of keyboard. */
import { describe, expect, it } from 'vitest'
import type { PressedKey } from '../../../renderer/app/keys.ts'
import { matchesKeys, shownKeys } from '../../../renderer/app/keys.ts'

function press(key: string, modifiers: Partial<PressedKey> = {}): PressedKey {
  return { key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...modifiers }
}

describe('matchesKeys', () => {
  it.each([
    ['k', press('k'), true],
    ['K', press('k'), true],
    ['K', press('K', { shiftKey: true }), false],
    ['Shift+K', press('K', { shiftKey: true }), true],
    ['Space', press(' '), true],
    ['?', press('?', { shiftKey: true }), true],
    ['/', press('/'), true],
    ['+', press('+', { shiftKey: true }), true],
    ['Escape', press('Escape'), true],
    ['1', press('1', { altKey: true }), false],
    ['k', press('k', { ctrlKey: true }), false],
    ['Mod+K', press('k', { ctrlKey: true }), true],
    ['Mod+.', press('.', { ctrlKey: true }), true],
    ['Mod+.', press('.'), false],
  ])('reads %s', (keys, pressed, matches) => {
    expect(matchesKeys(keys, pressed, false)).toBe(matches)
  })

  it('takes Command for Mod on a Mac, and Control for nothing', () => {
    expect(matchesKeys('Mod+K', press('k', { metaKey: true }), true)).toBe(true)
    expect(matchesKeys('Mod+K', press('k', { ctrlKey: true }), true)).toBe(false)
  })
})

describe('shownKeys', () => {
  it('names the modifier as the keyboard has it', () => {
    expect(shownKeys('Mod+.', false)).toBe('Ctrl .')
    expect(shownKeys('Mod+.', true)).toBe('⌘ .')
  })

  it('shows arrows as arrows', () => {
    expect(shownKeys('Shift+ArrowRight', false)).toBe('Shift →')
  })
})
