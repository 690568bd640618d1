/** The completions of a drill file as the editor asks for them. */
import { pickedCompletion } from '@codemirror/autocomplete'
import type { Completion as Shown, CompletionSource } from '@codemirror/autocomplete'
import type { ObjectSchema } from '../../../../core/base/json-schema.ts'
import { completionsAt, type Completion } from './completions.ts'

/** Nothing is offered until the schema is known. */
export function completionSource(schema: () => ObjectSchema | null): CompletionSource {
  return ({ state, pos, explicit }) => {
    const known = schema()
    if (known === null) return null
    const before = state.sliceDoc(state.doc.lineAt(pos).from, pos)
    // On a line where nothing stands yet a list would only be in the way.
    if (!explicit && before.trim() === '') return null
    const found = completionsAt(known, state.doc.toString(), pos)
    if (found === null) return null
    const { from, to, options } = found
    return {
      from,
      to,
      options: options.map((option, index) => shown(option, -index)),
      validFor: /^[A-Za-z0-9_.%/-]*$/,
    }
  }
}

function shown(option: Completion, boost: number): Shown {
  const { label, insert, cursor, type, detail, description } = option
  return {
    label,
    type: type === 'key' ? 'property' : 'enum',
    boost: Math.max(-99, boost),
    ...(detail === '' ? {} : { detail }),
    ...(description === '' ? {} : { info: description }),
    apply(view, completion, from, to) {
      view.dispatch({
        changes: { from, to, insert },
        selection: { anchor: from + cursor },
        annotations: pickedCompletion.of(completion),
        userEvent: 'input.complete',
      })
    },
  }
}
