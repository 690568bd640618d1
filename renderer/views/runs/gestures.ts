/** What a key means in the table of runs. Pure. */
import type { PressedKey } from '../../app/keys.ts'

export type Gesture =
  | { readonly kind: 'move'; readonly by: number; readonly extend: boolean }
  | { readonly kind: 'toggle' | 'open' | 'all' | 'none' }

export interface TableSize {
  /** Rows in sight. */
  readonly page: number
  readonly rows: number
}

/** Null for a key that the table leaves to others. */
export function gestureOf(pressed: PressedKey, { page, rows }: TableSize): Gesture | null {
  const { key, ctrlKey, metaKey, altKey, shiftKey } = pressed
  if (altKey) return null
  if (ctrlKey || metaKey) return key.toLowerCase() === 'a' && !shiftKey ? { kind: 'all' } : null
  const move = (by: number): Gesture => ({ kind: 'move', by, extend: shiftKey })
  switch (key) {
    case 'ArrowDown':
      return move(1)
    case 'ArrowUp':
      return move(-1)
    case 'PageDown':
      return move(page)
    case 'PageUp':
      return move(-page)
    case 'Home':
      return move(-rows)
    case 'End':
      return move(rows)
    case ' ':
      return { kind: 'toggle' }
    case 'Enter':
      return { kind: 'open' }
    case 'Escape':
      return { kind: 'none' }
    default:
      return null
  }
}
