/**
 * Registers that are read and written several at a time: a `txn`, `read` or `write` whose value
 * is a list of `["r", key, value]` and `["w", key, value]` (Knossos spells them `read` and
 * `write`) happens at one instant, its steps one after the other. Registers that no transaction
 * touches together are objects of their own.
 *
 * The option `initial` is an object of values by key; registers that it leaves out are absent.
 */
import type { OperationList } from '../../../history/operation-list.ts'
import type { HistoryOperation } from '../../../history/operation.ts'
import { canonicalText } from '../../../base/canonical-text.ts'
import { microOperations, type MicroOperation } from '../../micro-operation.ts'
import { defineModel } from '../define-model.ts'
import type { Sliced } from '../../property.ts'
import type { Meaning, Model, ModelOptions, ModelSpecification, PartOf } from '../model.ts'
import { Pace } from '../../pace.ts'

/** Values as canonical texts, by key; what is absent is not in there. */
type State = ReadonlyMap<string, string>

interface Access {
  readonly kind: 'read' | 'write'
  readonly key: string
  readonly value: string
}

const ABSENT = canonicalText(null)
const KINDS: { readonly [f: string]: Access['kind'] } = {
  r: 'read',
  read: 'read',
  w: 'write',
  write: 'write',
}

export const multiRegisterSpecification: ModelSpecification<State, readonly Access[]> = {
  name: 'multi-register',
  summary: 'registers, several at a time: txn [["r", key, value], ["w", key, value]]',
  operations: ['txn', 'read', 'write'],
  perKey: false,
  initial: ({ initial }) => initialState(initial ?? {}),
  partOf: partsOf,
  read: readSteps,
  apply,
  stateKey: (state) =>
    [...state]
      .map(([key, value]) => `${JSON.stringify(key)} ${value}`)
      .sort()
      .join('\n'),
  stepKey: (accesses) =>
    accesses.map(({ kind, key, value }) => `${kind} ${JSON.stringify(key)} ${value}`).join('\n'),
}

export const multiRegister: Model = defineModel(multiRegisterSpecification)

function initialState(initial: unknown): State | undefined {
  if (typeof initial !== 'object' || initial === null || Array.isArray(initial)) return undefined
  const values = Object.entries(initial).map(([key, value]) => [key, canonicalText(value)] as const)
  return new Map(values.filter(([, value]) => value !== ABSENT))
}

function apply(state: State, accesses: readonly Access[]): State | undefined {
  let after: Map<string, string> | undefined
  for (const { kind, key, value } of accesses) {
    if (kind === 'read') {
      if (((after ?? state).get(key) ?? ABSENT) !== value) return undefined
      continue
    }
    after ??= new Map(state)
    if (value === ABSENT) after.delete(key)
    else after.set(key, value)
  }
  return after ?? state
}

function readSteps(
  { input, output, outcome }: HistoryOperation,
  { nullReads }: ModelOptions,
): Meaning<readonly Access[]> {
  const micros = microOperations(outcome === 'ok' ? (output ?? input) : input)
  const stranger = micros?.find(({ f }) => KINDS[f] === undefined)
  if (micros === undefined || stranger !== undefined) {
    const message = 'the value is no list of reads and writes, ["r", key, value]'
    return { kind: 'unsupported', message }
  }
  const accesses = micros.map(accessOf).filter(({ kind, value }) => {
    // Of an unknown outcome nothing was read, and some histories spell that with null.
    return kind === 'write' || (outcome === 'ok' && !(value === ABSENT && nullReads === 'unknown'))
  })
  if (accesses.length === 0) return { kind: 'nothing' }
  const readOnly = accesses.every(({ kind }) => kind === 'read')
  return { kind: 'step', readOnly, step: accesses }
}

function accessOf({ f, key, value }: MicroOperation): Access {
  return { kind: KINDS[f] as Access['kind'], key, value: canonicalText(value ?? null) }
}

/** Keys that transactions hold together, by union and find; a part is named by one of its keys. */
function* partsOf(operations: OperationList): Sliced<PartOf | undefined> {
  const pace = new Pace()
  const parents = new Map<string, string>()
  const rootOf = (key: string): string => {
    let root = key
    for (let above = parents.get(root); above !== undefined; above = parents.get(root)) {
      const further = parents.get(above)
      if (further !== undefined) parents.set(root, further)
      root = above
    }
    return root
  }
  for (const operation of operations) {
    if (pace.step()) yield pace.steps
    const [first, ...others] = keysOf(operation)
    if (first === undefined) continue
    for (const key of others) {
      const [root, other] = [rootOf(first), rootOf(key)]
      if (root !== other) parents.set(other, root)
    }
  }
  return (operation) => {
    const [first] = keysOf(operation)
    return first === undefined ? '' : rootOf(first)
  }
}

function keysOf({ input, output, outcome }: HistoryOperation): readonly string[] {
  if (outcome === 'fail') return []
  return (microOperations(outcome === 'ok' ? (output ?? input) : input) ?? []).map(({ key }) => key)
}
