/**
 * The privileged side of the contract: checks a call that came through a door, hands it to its
 * handler, and puts the answer in an envelope. Whatever a door brings ends here as an envelope;
 * nothing throws.
 */
import { Ajv, type ValidateFunction } from 'ajv'
import { isCallName } from './channels.ts'
import type { CallName, Handlers } from './contract.ts'
import type { CallFailure, Envelope } from './envelope.ts'
import { CallError } from './envelope.ts'
import { REQUESTS } from './requests.ts'

export type Dispatch = (name: unknown, request: unknown) => Promise<Envelope<unknown>>

export function createDispatch(
  handlers: Handlers,
  /** Told of failures of Faultline itself, with their stack. */
  failed: (name: CallName, error: unknown) => void,
): Dispatch {
  const validators = compile()
  return async (name, request) => {
    if (!isCallName(name)) return refused('unknown-call', `there is no call ${shown(name)}`)
    const validate = validators[name]
    if (!validate(request)) return refused('bad-request', `${name}: ${whyNot(validate)}`)
    try {
      const handle = handlers[name] as (request: unknown) => unknown
      return { ok: true, value: await handle(request) }
    } catch (error) {
      if (error instanceof CallError) {
        const { code, message, definite } = error
        return { ok: false, error: { code, message, definite } }
      }
      failed(name, error)
      const message = error instanceof Error ? error.message : String(error)
      return { ok: false, error: { code: 'failed', message, definite: false } }
    }
  }
}

function compile(): { readonly [name in CallName]: ValidateFunction } {
  const ajv = new Ajv({ strict: false, allErrors: false })
  const compiled = Object.entries(REQUESTS).map(([name, schema]) => [name, ajv.compile(schema)])
  return Object.fromEntries(compiled) as { [name in CallName]: ValidateFunction }
}

function whyNot({ errors }: ValidateFunction): string {
  const error = errors?.[0]
  if (error === undefined) return 'not as the contract has it'
  const at = error.instancePath === '' ? 'the request' : error.instancePath.slice(1)
  return `${at} ${error.message ?? 'is wrong'}`
}

const SHOWN_MAXIMUM = 64

function shown(name: unknown): string {
  return typeof name === 'string' ? JSON.stringify(name.slice(0, SHOWN_MAXIMUM)) : typeof name
}

function refused(code: CallFailure['code'], message: string): Envelope<never> {
  return { ok: false, error: { code, message, definite: true } }
}
