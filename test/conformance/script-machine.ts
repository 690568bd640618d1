/**
 * A machine that does what it is told: commands and messages carry a script, and each line of it
 * is one effect. It decides nothing, so whatever goes wrong is the host's doing. What it saw is
 * read from its journal.
 */
import { assert } from '../../core/base/assert.ts'
import type {
  Command,
  Context,
  DiskRecord,
  Input,
  Inspection,
  Machine,
  Message,
} from '../../core/runtime/machine.ts'
import type { NodeSpec } from '../../core/runtime/spec.ts'

export type Line =
  | { readonly do: 'store'; readonly text: string }
  | { readonly do: 'rewrite'; readonly texts: readonly string[] }
  | {
      readonly do: 'send'
      readonly to: string
      readonly tag: string
      readonly early?: boolean
      readonly script?: readonly Line[]
    }
  | { readonly do: 'timer'; readonly name: string; readonly afterMs: number }
  | { readonly do: 'clear'; readonly name: string }
  | { readonly do: 'report'; readonly type: string }
  | { readonly do: 'break' }

export interface Script extends Command, Message {
  readonly type: 'script'
  readonly tag: string
  readonly lines: readonly Line[]
}

export interface TextRecord extends DiskRecord {
  readonly type: 'text'
  readonly text: string
}

export function script(...lines: readonly Line[]): Script {
  return { type: 'script', tag: '', lines }
}

export function scriptSpec(id: string, members: readonly string[]): NodeSpec {
  return { role: 'node', id, system: 'script', release: 'correct', members, options: {} }
}

export class ScriptMachine implements Machine {
  #inputs = 0
  #texts: string[] = []

  handle(input: Input, context: Context): void {
    this.#inputs++
    if (input.kind === 'start') this.#texts = input.records.map((kept) => textOf(kept))
    const carried = scriptOf(input)
    if (!carried) return
    for (const line of carried.lines) this.#perform(line, context)
  }

  inspect(): Inspection {
    return { inputs: this.#inputs, texts: this.#texts.length }
  }

  #perform(line: Line, context: Context): void {
    switch (line.do) {
      case 'store':
        this.#texts.push(line.text)
        context.store({ type: 'text', text: line.text } as TextRecord)
        return
      case 'rewrite':
        this.#texts = [...line.texts]
        context.rewrite(line.texts.map((text) => ({ type: 'text', text }) as TextRecord))
        return
      case 'send': {
        const body: Script = { type: 'script', tag: line.tag, lines: line.script ?? [] }
        context.send(line.to, body, { early: line.early === true })
        return
      }
      case 'timer':
        return context.setTimer(line.name, line.afterMs)
      case 'clear':
        return context.clearTimer(line.name)
      case 'report':
        return context.report({ type: line.type })
      case 'break':
        assert(false, 'the script says so')
    }
  }
}

export function textOf(record: DiskRecord): string {
  return (record as TextRecord).text
}

function scriptOf(input: Input): Script | null {
  if (input.kind === 'message' && input.body.type === 'script') return input.body as Script
  if (input.kind === 'command' && input.command.type === 'script') return input.command as Script
  return null
}
