/**
 * The editor of a drill file. It stands in a shadow root: there its styles are a constructed
 * sheet, which the content security policy of the page allows, while in the page itself they
 * would be an inline element, which it refuses.
 */
import { autocompletion, closeBrackets, closeBracketsKeymap } from '@codemirror/autocomplete'
import { completionKeymap } from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands'
import { yaml } from '@codemirror/lang-yaml'
import { bracketMatching, indentOnInput, indentUnit } from '@codemirror/language'
import { lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint'
import { Compartment, EditorState, type Extension } from '@codemirror/state'
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from '@codemirror/view'
import type { ObjectSchema } from '../../../../core/base/json-schema.ts'
import type { DrillFileError } from '../../../../electron/ipc/shapes/drills.ts'
import { completionSource } from './completion-source.ts'
import { editorTheme } from './editor-theme.ts'
import { problemRange } from './problem-range.ts'

export interface EditorOptions {
  readonly parent: ShadowRoot
  readonly label: string
  /** Told of what the person changed, not of `setText`. */
  readonly changed: (text: string) => void
  readonly schema: () => ObjectSchema | null
}

export interface Editor {
  /** Replaces everything, and forgets what could be undone. */
  setText(text: string, readOnly: boolean): void
  showProblems(errors: readonly DrillFileError[]): void
  goTo(place: { readonly line: number; readonly column: number }): void
  focus(): void
  destroy(): void
}

export function createEditor(options: EditorOptions): Editor {
  const { parent } = options
  const readOnly = new Compartment()
  const stateOf = (text: string, fixed: boolean): EditorState =>
    EditorState.create({
      doc: text,
      extensions: [extensions(options), readOnly.of(EditorState.readOnly.of(fixed))],
    })
  const view = new EditorView({ state: stateOf('', true), parent })
  return {
    setText: (text, fixed) => view.setState(stateOf(text, fixed)),
    showProblems(errors) {
      const diagnostics = errors.map((error) => ({
        ...problemRange(view.state.doc, error),
        severity: 'error' as const,
        message: messageOf(error),
      }))
      diagnostics.sort((left, right) => left.from - right.from)
      view.dispatch(setDiagnostics(view.state, diagnostics))
    },
    goTo(place) {
      const { from } = problemRange(view.state.doc, place)
      view.dispatch({
        selection: { anchor: from },
        effects: EditorView.scrollIntoView(from, { y: 'center' }),
      })
      view.focus()
    },
    focus: () => view.focus(),
    destroy: () => view.destroy(),
  }
}

function extensions({ label, changed, schema }: EditorOptions): Extension {
  return [
    lineNumbers(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    lintGutter(),
    history(),
    drawSelection(),
    indentOnInput(),
    indentUnit.of('  '),
    bracketMatching(),
    closeBrackets(),
    yaml(),
    autocompletion({ override: [completionSource(schema)], icons: false }),
    editorTheme(),
    EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'false', tabindex: '0' }),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) changed(update.state.doc.toString())
    }),
    EditorView.domEventObservers({ keydown: letTabOut }),
    keymap.of([
      ...closeBracketsKeymap,
      ...completionKeymap,
      ...lintKeymap,
      ...historyKeymap,
      ...defaultKeymap,
      indentWithTab,
    ]),
  ]
}

/**
 * Tab indents, so it must not trap who goes by keyboard: after Escape it leads on, until another
 * key is pressed. Observed and not bound, because whatever else takes Escape would keep it.
 */
function letTabOut({ key }: KeyboardEvent, view: EditorView): void {
  // The editor allows it for two seconds by itself, right after this, which is short for some.
  if (key === 'Escape') queueMicrotask(() => view.setTabFocusMode(Infinity))
}

function messageOf({ message, expected }: DrillFileError): string {
  return expected === '' ? message : `${message}\nexpected ${expected}`
}
