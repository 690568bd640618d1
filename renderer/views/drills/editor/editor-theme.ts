/** The look of the editor, from the tokens: it follows dark and light by itself. */
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import type { Extension } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { tags } from '@lezer/highlight'

const colours = HighlightStyle.define([
  { tag: tags.definition(tags.propertyName), color: 'var(--accent)' },
  { tag: tags.comment, color: 'var(--text-3)', fontStyle: 'italic' },
  { tag: [tags.punctuation, tags.separator, tags.bracket], color: 'var(--text-2)' },
  { tag: [tags.string, tags.content], color: 'var(--text-1)' },
  { tag: [tags.keyword, tags.meta, tags.labelName], color: 'var(--text-2)' },
])

const theme = EditorView.theme({
  '&': { height: '100%', backgroundColor: 'var(--bg)', color: 'var(--text-1)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': {
    fontFamily: 'var(--font-mono)',
    fontSize: '13px',
    lineHeight: '21px',
    fontFeatureSettings: "'zero', 'calt' 0",
  },
  '.cm-content': { padding: '10px 0', caretColor: 'var(--accent)' },
  '.cm-line': { padding: '0 16px 0 8px' },
  '.cm-cursor, .cm-dropCursor': { borderLeft: '2px solid var(--accent)' },
  '.cm-gutters': { border: 'none', backgroundColor: 'var(--bg)', color: 'var(--text-3)' },
  '&.cm-focused .cm-gutters': { boxShadow: 'inset 2px 0 0 var(--accent)' },
  '.cm-lineNumbers .cm-gutterElement': { minWidth: '36px', padding: '0 8px 0 4px' },
  '.cm-activeLine': { backgroundColor: 'color-mix(in srgb, var(--surface-2) 60%, transparent)' },
  '.cm-activeLineGutter': { backgroundColor: 'transparent', color: 'var(--text-1)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground':
    { backgroundColor: 'color-mix(in srgb, var(--accent) 28%, transparent)' },
  // The page's own colour of selected text is made for a stronger ground.
  '.cm-line::selection, .cm-line ::selection': { color: 'currentColor' },
  '&.cm-focused .cm-matchingBracket': {
    backgroundColor: 'transparent',
    outline: '1px solid var(--text-3)',
  },
  '&.cm-focused .cm-nonmatchingBracket': {
    backgroundColor: 'transparent',
    outline: '1px solid var(--info)',
  },
  '.cm-lintRange-error': {
    backgroundImage: 'none',
    textDecoration: 'underline wavy var(--info) 1px',
    textUnderlineOffset: '4px',
  },
  '.cm-gutter-lint': { width: '20px' },
  '.cm-gutter-lint .cm-gutterElement': { padding: '0' },
  '.cm-lint-marker': { width: '100%', textAlign: 'center', lineHeight: '21px' },
  '.cm-lint-marker-error': { content: 'normal' },
  '.cm-lint-marker-error::before': {
    content: "'!'",
    color: 'var(--info)',
    fontFamily: 'var(--font-mono)',
    fontWeight: '700',
  },
  '.cm-tooltip': {
    border: '1px solid var(--line-2)',
    borderRadius: 'var(--radius)',
    backgroundColor: 'var(--surface-1)',
    boxShadow: 'var(--shadow-float)',
    color: 'var(--text-1)',
  },
  '.cm-diagnostic': {
    maxWidth: '72ch',
    borderLeft: '3px solid var(--info)',
    padding: '6px 10px',
  },
  '.cm-diagnosticText': { font: '400 13px/1.5 var(--font-sans)', whiteSpace: 'pre-wrap' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': {
    maxHeight: '260px',
    fontFamily: 'var(--font-mono)',
    fontSize: '12px',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '3px 8px', lineHeight: '18px' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    backgroundColor: 'var(--accent-soft)',
    color: 'var(--text-1)',
  },
  '.cm-completionMatchedText': { color: 'var(--accent)', textDecoration: 'none' },
  '.cm-completionDetail': {
    color: 'var(--text-2)',
    fontFamily: 'var(--font-sans)',
    fontStyle: 'normal',
  },
  '.cm-completionInfo': {
    maxWidth: '320px',
    padding: '6px 10px',
    color: 'var(--text-2)',
    font: '400 12px/1.5 var(--font-sans)',
  },
})

export function editorTheme(): Extension {
  return [theme, syntaxHighlighting(colours)]
}
