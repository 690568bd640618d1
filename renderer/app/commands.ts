/**
 * Everything that can be done, as commands: the keyboard runs them, the palette lists them. A
 * component registers its own for as long as it is on the screen; the newest wins a key.
 */
import { onScopeDispose, shallowReactive } from 'vue'
import { IS_MAC, isTyping, matchesKeys } from './keys.ts'

export interface Command {
  readonly title: string
  /** Where it belongs: `Drill`, `Go to`. */
  readonly group: string
  /** `K`, `Mod+.`; see `keys.ts`. */
  readonly keys?: string
  /** Not now, where this says false. */
  readonly enabled?: () => boolean
  /** Also again and again while its keys are held. */
  readonly repeats?: boolean
  readonly run: () => void
}

const registered = shallowReactive(new Set<() => readonly Command[]>())

/** `list` is read anew each time, so it may depend on what is reactive. */
export function useCommands(list: () => readonly Command[]): void {
  registered.add(list)
  onScopeDispose(() => registered.delete(list))
}

/** The newest registered first. */
export function currentCommands(): readonly Command[] {
  return [...registered]
    .reverse()
    .flatMap((list) => list())
    .filter(({ enabled }) => enabled === undefined || enabled())
}

export function handleKey(event: KeyboardEvent): void {
  if (event.defaultPrevented) return
  // Inside of a shadow root, such as that of the editor, `target` is only its host.
  const typing = isTyping(event.composedPath()[0] ?? event.target)
  if (belongsToLayer(event)) return
  const command = currentCommands().find(
    ({ keys }) =>
      keys !== undefined &&
      matchesKeys(keys, event, IS_MAC) &&
      (!typing || keys.startsWith('Mod+')),
  )
  if (command === undefined) return
  if (event.repeat && command.repeats !== true) return
  // A focused button takes the space bar and Enter for itself.
  if (!typing && takesItself(event)) return
  event.preventDefault()
  command.run()
}

/** A menu, a dialog or the like that is open: what is pressed in it is its own, and so is Escape. */
const LAYER = '[data-dismissable-layer]'

function belongsToLayer({ key, target, ctrlKey, metaKey }: KeyboardEvent): boolean {
  if (ctrlKey || metaKey) return false
  if (key === 'Escape') return document.querySelector(LAYER) !== null
  return target instanceof HTMLElement && target.closest(LAYER) !== null
}

function takesItself({ key, target }: KeyboardEvent): boolean {
  if (key !== ' ' && key !== 'Enter') return false
  return target instanceof HTMLElement && target.closest('button, a, [role], summary') !== null
}
