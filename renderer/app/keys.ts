/**
 * Keys as people write them (`1`, `Shift+K`, `Mod+.`, `Space`, `?`) against key events. `Mod` is
 * Command on a Mac and Control elsewhere. Pure.
 */
export interface PressedKey {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
}

export function matchesKeys(keys: string, pressed: PressedKey, mac: boolean): boolean {
  const parts = keys.split('+')
  // `+` itself is a key too: `Mod++`.
  const key = keys.endsWith('+') ? '+' : (parts.at(-1) ?? '')
  const mod = parts.includes('Mod')
  if (mod !== (mac ? pressed.metaKey : pressed.ctrlKey)) return false
  if ((mac ? pressed.ctrlKey : pressed.metaKey) || pressed.altKey) return false
  if (key.length > 1 || /[a-z0-9]/i.test(key)) {
    if (parts.includes('Shift') !== pressed.shiftKey) return false
  }
  const name = pressed.key === ' ' ? 'Space' : pressed.key
  return name.toLowerCase() === key.toLowerCase()
}

/** Whether a key pressed there writes something, so that it is no command. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true
  if (target instanceof HTMLSelectElement) return true
  return (
    target instanceof HTMLInputElement && !['checkbox', 'radio', 'button'].includes(target.type)
  )
}

const GLYPHS: { readonly [key: string]: string } = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
}

/** For people: `⌘ .` on a Mac, `Ctrl .` elsewhere; arrows as they stand on the keys. */
export function shownKeys(keys: string, mac: boolean): string {
  return keys
    .split('+')
    .map((key) => (key === 'Mod' ? (mac ? '⌘' : 'Ctrl') : (GLYPHS[key] ?? key)))
    .join(' ')
}

export const IS_MAC = typeof navigator !== 'undefined' && navigator.platform.startsWith('Mac')
