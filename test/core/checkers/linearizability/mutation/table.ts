/**
 * Mistakes that somebody could make in the checker, as changes to its text. Each is one that
 * gives wrong verdicts, and is to be found out by the random histories of the cases named.
 */
export interface Mutation {
  readonly name: string
  /** Within `core/checkers/linearizability`. */
  readonly file: string
  /** Occurs there once. */
  readonly text: string
  readonly becomes: string
  /** Names of cases; see `cases.ts`. */
  readonly cases: readonly string[]
}

type Change = readonly [name: string, text: string, becomes: string]

function mutationsOf(
  file: string,
  cases: readonly string[],
  changes: readonly Change[],
): readonly Mutation[] {
  return changes.map(([name, text, becomes]) => ({ name, file, text, becomes, cases }))
}

const UNIQUE = 'register of unique values'
const TELLING = 'register whose failed cas is an answer'

export const MUTATIONS: readonly Mutation[] = [
  ...mutationsOf(
    'define-model.ts',
    ['register', UNIQUE],
    [
      [
        'an unknown outcome is a failure',
        'if (unknown && meaning.readOnly) return undefined',
        'if (unknown) return undefined',
      ],
      ['a failure is a success', "if (operation.outcome === 'fail') return undefined", ''],
      [
        'an unknown outcome ends when it is told',
        'unknown ? Infinity : operation.completedIndex',
        'operation.completedIndex',
      ],
    ],
  ),
  ...mutationsOf(
    'problem.ts',
    ['register'],
    [['real time does not count', '(kept[opened] as PlannedCall).invoked < at', 'true']],
  ),
  ...mutationsOf(
    'search.ts',
    ['register', 'counter', 'append'],
    [
      [
        'of equals, the one with the most time goes first',
        'rivalDue < due ||',
        'rivalDue > due ||',
      ],
      [
        'a read is right whatever it shows',
        'if (automaton.next(state, stepClass[call] as number) !== state) continue',
        '',
      ],
      ['a taken operation stays taken', 'this.#clear(due)', ''],
      [
        'what was taken makes no difference later',
        'this.#known.add(row)',
        'this.#known.add(row.map((word, at) => (at < 2 ? word : 0)))',
      ],
    ],
  ),
  ...mutationsOf(
    'models/register.ts',
    [TELLING],
    [
      [
        'a refused cas tells nothing',
        "step: { kind: 'refused', from } }",
        "step: { kind: 'refused', from: 'none' } }",
      ],
      [
        'a cas takes effect whatever it finds',
        'return state === step.from ? step.to : undefined',
        'return step.to',
      ],
    ],
  ),
  ...mutationsOf(
    'register/horizons.ts',
    ['register', TELLING],
    [
      ['what an unknown cas expects does not matter', 'observed.followUnknown(calls)', ''],
      ['a refused cas is no observation', 'observed.anyBut(step.from, call.completed)', 'continue'],
      ['an unknown operation matters once', 'before >= answered', 'before >= 0'],
    ],
  ),
  ...mutationsOf(
    'register/blocks.ts',
    [UNIQUE],
    [
      ['forward zones may overlap', 'at(ends, place) < at(lastBeginning, before)', 'false'],
      [
        'a backward zone may lie in a forward one',
        'at(firstEnd, inner) < at(lastBeginning, outer)',
        'false',
      ],
      ['every zone is forward', 'at(firstEnd, block) < at(lastBeginning, block)', 'true'],
    ],
  ),
  ...mutationsOf(
    'register/unique-values.ts',
    [UNIQUE, TELLING],
    [
      [
        'a block has no order inside',
        'if (scan.inversion !== undefined) return',
        'if (false) return',
      ],
      [
        'a value may be replaced twice',
        'if (rival !== NONE) return [rival, call]',
        'if (rival !== NONE) continue',
      ],
      ['values may make each other in a circle', 'if (replacing > 0) return', 'if (false) return'],
      ['the first of two writers is the one', 'if (sources > 1) return', 'if (sources > 9) return'],
      ['a refused cas never matters', 'value === INITIAL || at(makers.count, value) > 0', 'false'],
      [
        'a value without a writer is the initial one',
        'if (value === INITIAL) continue',
        'continue',
      ],
      ['an unknown writer that was seen had no effect', 'effective[maker] = 1', ''],
      [
        'a value that is read needs no writer',
        'if (at(kind, call) === READ) observe',
        'if (false) observe',
      ],
      [
        'a value that is replaced needs no writer',
        'if (at(kind, call) === CAS) observe(at(seen, call), call)',
        '',
      ],
      ['one read of a value stands for all', 'next[value] = place + 1', ''],
    ],
  ),
  ...mutationsOf(
    'register/block-scan.ts',
    [UNIQUE, TELLING],
    [
      [
        'ranks need no time',
        'if (this.#endOf(call) < this.#beginningOf(this.#latest))',
        'if (false)',
      ],
      [
        'only what begins a block comes before the rest',
        'if (this.#beginningOf(this.#pending) > this.#beginningOf(this.#latest)) {',
        'if (false) {',
      ],
      [
        'a block ends first with what it begins with',
        'if (this.#endOf(call) < this.#endOf(this.#first))',
        'if (false)',
      ],
      [
        'nothing of a block begins after what it begins with',
        'if (this.#beginningOf(call) > this.#beginningOf(this.#last))',
        'if (false)',
      ],
    ],
  ),
  ...mutationsOf(
    'register/register-columns.ts',
    [UNIQUE, TELLING],
    [
      ['a cas makes nothing', "if (step.kind === 'cas') made[place]", 'if (false) made[place]'],
      ['what is unknown was never asked for', 'invoked[place] = call.invoked', ''],
    ],
  ),
  ...mutationsOf(
    'ranked/inversion.ts',
    [UNIQUE, 'list of unique values', 'set that only grows'],
    [
      ['ranks need no time', 'next.completed < latest.invoked', 'false'],
      ['a rank comes before itself', 'if (next.rank !== rank) {', 'if (true) {'],
    ],
  ),
  ...mutationsOf(
    'ranked/decide-list.ts',
    ['list of unique values', 'list'],
    [
      [
        'reads need not be beginnings of each other',
        'if (value !== longest[place]) return',
        'if (false) return',
      ],
      ['what was not seen need not have come', 'if (!seen.has(value))', 'if (false)'],
      [
        'the first of two appends is the one',
        'present.has(step.value) || appends.has(step.value)',
        'false',
      ],
      [
        'what nobody appended may be read',
        'owner !== undefined && (!known || seen.has(value))',
        'false',
      ],
    ],
  ),
  ...mutationsOf(
    'ranked/decide-set.ts',
    ['set that only grows', 'set', 'set of all sorts'],
    [
      [
        'reads need not contain each other',
        'if (fresh === undefined) {',
        'if (!fresh) continue; else if (false) {',
      ],
      [
        'a second add never matters',
        'known.completed = Math.min(known.completed, completed)',
        'known.completed += 0',
      ],
      ['what was not seen need not have come', 'if (!shown.has(value))', 'if (false)'],
      ['an answer to an add tells nothing', ' || step.changed !== undefined', ''],
      [
        'what nobody added may be read',
        'if (coming === undefined) return',
        'if (coming === undefined) continue; if (false) return',
      ],
    ],
  ),
  ...mutationsOf(
    'ranked/shown-values.ts',
    ['set that only grows', 'set', 'set of all sorts'],
    [
      ['a read may lack what was there', 'if (common < this.#size) return undefined', ''],
      ['a read may show a value twice', 'if (last === read) return undefined', ''],
    ],
  ),
  ...mutationsOf(
    'models/set.ts',
    ['set', 'set of all sorts', 'set that only grows'],
    [
      [
        'values never have to do with each other',
        "if (f === 'read' && outcome === 'ok') return undefined",
        '',
      ],
      [
        'an add always changes something',
        "step.kind === 'add' ? !present : present",
        "step.kind === 'add' ? true : present",
      ],
    ],
  ),
  ...mutationsOf(
    'sequence/stored-values.ts',
    ['queue of unique values', 'stack of unique values', 'queue', 'stack'],
    [
      ['a value may be taken before it is put', 'from > visit.take.completed', 'false'],
      ['a value may be taken twice', 'if (twice !== undefined) return', 'if (false) return'],
      [
        'the last of two puts is the one',
        'if (visit.put !== undefined) return',
        'if (false) return',
      ],
    ],
  ),
  ...mutationsOf(
    'sequence/cover.ts',
    ['queue of unique values', 'stack of unique values'],
    [
      ['it may always have been empty', 'from < take.invoked && take.completed < to', 'false'],
      ['it is full from first to last', 'value.putTo < (cover.to[last] as number)', 'true'],
    ],
  ),
  ...mutationsOf(
    'sequence/decide-queue.ts',
    ['queue of unique values', 'queue'],
    [
      ['values may overtake', 'value.takeTo < slowest.takeFrom', 'false'],
      [
        'values that were put at once are in order',
        'if (other.putTo >= value.putFrom) break',
        'if (other.putFrom >= value.putFrom) break',
      ],
    ],
  ),
  ...mutationsOf(
    'sequence/stored-values.ts',
    ['queue of unique values', 'queue in no order, of unique values'],
    [
      ['an unknown take took nothing', 'if (takes.length === 0) return values', 'return values'],
      [
        'an unknown take took all that was left',
        'const take = takes[turn]',
        'const take = takes[0]',
      ],
    ],
  ),
  ...mutationsOf(
    'sequence/decide-bag.ts',
    ['queue in no order, of unique values'],
    [
      ['it may always have been empty', 'conflict === undefined', 'true'],
      [
        'an unknown take took nothing',
        'withUnknownTakes(lives.values, lives.unknownTakes)',
        'withUnknownTakes(lives.values, [])',
      ],
    ],
  ),
  ...mutationsOf(
    'sequence/decide-stack.ts',
    ['stack of unique values', 'stack'],
    [
      [
        'a value under others need not be put first',
        'gaps.findReaching(from, to, left, right)',
        'gaps.findReaching(from, to, Infinity, right)',
      ],
      [
        'a value under others need not be taken last',
        'gaps.findReaching(from, to, left, right)',
        'gaps.findReaching(from, to, left, -Infinity)',
      ],
      ['an unknown take took nothing', 'if (first === undefined) return', 'if (true) return'],
      [
        'an unknown take took whatever suits',
        'if (unavoidable !== undefined) return',
        "if (unavoidable === undefined) return { kind: 'valid' }\n  if (true) return",
      ],
      [
        'an unknown take is too late before it is',
        'take.invoked > deadline',
        'take.invoked < deadline',
      ],
    ],
  ),
  ...mutationsOf(
    'models/owned-lock.ts',
    ['lock with a holder'],
    [
      [
        'anybody may release',
        "return holder === by ? 'nobody' : undefined",
        "return holder === 'nobody' ? undefined : 'nobody'",
      ],
    ],
  ),
  ...mutationsOf(
    'models/lock.ts',
    ['lock'],
    [['two may hold it', "return state === 'free' ? 'held' : undefined", "return 'held'"]],
  ),
  ...mutationsOf(
    'models/counter.ts',
    ['counter'],
    [
      [
        'a read may lag',
        'return state === value ? state : undefined',
        'return state >= value ? state : undefined',
      ],
    ],
  ),
  ...mutationsOf(
    'models/kv-append.ts',
    ['append'],
    [
      [
        'a put appends',
        "if (kind === 'put') return text",
        "if (kind === 'put') return state + text",
      ],
    ],
  ),
  ...mutationsOf(
    'register/unique-texts.ts',
    ['append of unique texts', 'append'],
    [
      [
        'a text may be seen as it is written',
        'memberOf(get, 2 * count + 1)',
        'memberOf(get, 2 * count)',
      ],
      [
        'what was not seen need not have come',
        'call.completed === Infinity) continue',
        'true) continue',
      ],
      ['a put may stand in the middle', "next?.step.kind !== 'append'", 'next === undefined'],
      ['a text may be in two places', 'if (placed.has(next)) return', 'if (false) return'],
      [
        'gets need not be beginnings of each other',
        'count === undefined || !text.startsWith(get.step.text)',
        'count === undefined',
      ],
      ['a block has no order inside', 'if (inversion !== undefined) return', 'if (false) return'],
      ['blocks may overlap', 'if (crossing === undefined) return', 'if (true) return'],
    ],
  ),
  ...mutationsOf(
    'register/text-code.ts',
    ['append'],
    [['the last of two writes is the one', "text === '' || words.has(text)", "text === ''"]],
  ),
  ...mutationsOf(
    'models/unordered-queue.ts',
    ['queue in no order'],
    [
      ['an unknown take takes nothing', 'return state.slice(1)', 'return state'],
      ['nothing is found where something is', 'state.length === 0 ? state : undefined', 'state'],
      ['a value comes out again', 'state.toSpliced(place, 1)', 'state'],
      ['values have nothing to do with each other', 'if (foundNothing(operation)) return', ''],
    ],
  ),
  ...mutationsOf(
    'models/multi-register.ts',
    ['registers together'],
    [
      ['a transaction does not see its own writes', '((after ?? state).get', '(state.get'],
      [
        'a transaction writes its first register',
        'after ??= new Map(state)',
        'after ??= new Map()',
      ],
      ['registers have nothing to do with each other', 'parents.set(other, root)', 'void other'],
      ['an unknown read read nothing', "(outcome === 'ok' && !(", '(!('],
    ],
  ),
  ...mutationsOf(
    'models/bank.ts',
    ['bank'],
    [['a balance may become negative', ' || source < amount', '']],
  ),
]
