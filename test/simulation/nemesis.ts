/**
 * A nemesis for seeded runs: draws what to break next from the seed, far faster and more at once
 * than a drill would, and takes it back again. It says what it does, so that a red seed can be
 * told as a story.
 */
import type { Prng } from '../../core/base/prng.ts'
import type { Action, CrashKind, LinkRule } from '../../core/faults/action.ts'
import type { World } from '../../core/simulation/world.ts'

export type Torment =
  | 'crash'
  | 'crash-leader'
  | 'power-all'
  | 'pause'
  | 'partition'
  | 'isolate-leader'
  | 'one-way'
  | 'lossy'
  | 'delay'
  | 'reset'
  | 'slow-disk'
  | 'clock-step'
  | 'clock-rate'
  | 'transfer'
  | 'members'

export const TORMENTS: readonly Torment[] = [
  'crash',
  'crash-leader',
  'power-all',
  'pause',
  'partition',
  'isolate-leader',
  'one-way',
  'lossy',
  'delay',
  'reset',
  'slow-disk',
  'clock-step',
  'clock-rate',
  'transfer',
]

interface Blow {
  readonly told: string
  readonly apply: readonly Action[]
  readonly undo: readonly Action[]
}

const CRASHES: readonly CrashKind[] = ['process', 'power', 'torn']

export class Nemesis {
  readonly #world: World
  readonly #prng: Prng
  readonly #torments: readonly Torment[]
  readonly #told: string[] = []
  #count = 0

  constructor(world: World, prng: Prng, torments: readonly Torment[]) {
    this.#world = world
    this.#prng = prng
    // Not all of them in every run: what is always there hides what it prevents.
    const chosen = torments.filter(() => prng.chance({ numerator: 2, denominator: 3 }))
    this.#torments = chosen.length > 0 ? chosen : torments
  }

  /** What was done, one line each. */
  get story(): readonly string[] {
    return this.#told
  }

  /** Breaks something; returns what takes it back. */
  strike(): () => void {
    const id = `f${++this.#count}`
    const { told, apply, undo } = this.#draw(this.#prng.pick(this.#torments), id)
    this.#told.push(`${Math.round(this.#world.nowMs)} ms: ${told}`)
    const applied = this.#world.apply(id, apply)
    if (applied.kind === 'refused') throw new Error(`${told}: ${applied.reason}`)
    return () => {
      this.#world.apply(id, undo)
    }
  }

  #draw(torment: Torment, id: string): Blow {
    switch (torment) {
      case 'crash':
        return this.#crash([this.#prng.pick(this.#nodes())])
      case 'crash-leader':
        return this.#crash([this.#leader()])
      case 'power-all':
        return this.#crash(this.#nodes())
      case 'pause': {
        const node = this.#prng.pick([...this.#nodes(), this.#leader()])
        return {
          told: `pause ${node}`,
          apply: [{ kind: 'pause', node }],
          undo: [{ kind: 'resume', node }],
        }
      }
      case 'partition':
        return this.#partition(id)
      case 'isolate-leader': {
        const leader = this.#leader()
        const others = this.#nodes().filter((node) => node !== leader)
        return this.#links(id, `isolate ${leader}`, both([leader], others), { type: 'cut' })
      }
      case 'one-way': {
        const [from, to] = this.#prng.shuffle(this.#nodes()) as [string, string]
        return this.#links(id, `cut ${from} -> ${to}`, [[from, to]], { type: 'cut' })
      }
      default:
        return this.#drawMore(torment, id)
    }
  }

  #drawMore(torment: Torment, id: string): Blow {
    const node = this.#prng.pick(this.#nodes())
    const ratio = { numerator: this.#prng.integer(1, 4), denominator: 10 }
    switch (torment) {
      case 'lossy': {
        const rules: LinkRule[] = [
          { type: 'loss', probability: ratio },
          { type: 'duplicate', probability: ratio },
          { type: 'reorder', probability: ratio, byMs: 30 },
          { type: 'corrupt', probability: { numerator: 1, denominator: 20 } },
        ]
        const everyone = this.#everyone()
        return this.#links(id, 'lossy network', both(everyone, everyone), ...rules)
      }
      case 'delay': {
        const everyone = this.#everyone()
        return this.#links(id, 'heavy-tailed delay', both(everyone, everyone), {
          type: 'delay',
          delay: { shape: 'heavy-tail', medianMs: 5, maximumMs: 2_000 },
          keepOrder: false,
        })
      }
      case 'reset':
        return this.#links(id, `reset ${node}`, both([node], this.#nodes()), {
          type: 'reset',
          everyMs: 40,
        })
      case 'slow-disk':
        return {
          told: `slow disk at ${node}`,
          apply: [
            {
              kind: 'disk',
              id,
              node,
              rule: { type: 'slow-fsync', ms: this.#prng.integer(5, 200) },
            },
          ],
          undo: [{ kind: 'lift', id }],
        }
      case 'clock-step': {
        const byMs = this.#prng.integer(-5_000, 5_000)
        return {
          told: `step the clock of ${node} by ${byMs} ms`,
          apply: [{ kind: 'clock-step', node, byMs }],
          undo: [],
        }
      }
      case 'clock-rate': {
        const partsPerMillion = this.#prng.integer(-500_000, 1_500_000)
        return {
          told: `run the clock of ${node} off by ${partsPerMillion} ppm`,
          apply: [{ kind: 'clock-rate', id, node, partsPerMillion }],
          undo: [{ kind: 'lift', id }],
        }
      }
      case 'members': {
        const members = this.#prng.shuffle(this.#nodes()).slice(0, this.#prng.integer(3, 5))
        return this.#command({ type: 'change-membership', members } as { type: string })
      }
      default:
        return this.#command({ type: 'transfer-leadership', to: node } as { type: string })
    }
  }

  #crash(nodes: readonly string[]): Blow {
    const crash = this.#prng.pick(CRASHES)
    return {
      told: `crash (${crash}) ${nodes.join(' ')}`,
      apply: nodes.map((node): Action => ({ kind: 'crash', node, crash })),
      undo: this.#prng.shuffle(nodes).map((node): Action => ({ kind: 'start', node })),
    }
  }

  #partition(id: string): Blow {
    const everyone = this.#prng.shuffle(this.#everyone())
    const size = this.#prng.integer(1, everyone.length - 1)
    const [left, right] = [everyone.slice(0, size), everyone.slice(size)]
    return this.#links(id, `partition ${left.join(' ')} | ${right.join(' ')}`, both(left, right), {
      type: 'cut',
    })
  }

  #links(
    id: string,
    told: string,
    pairs: readonly (readonly [string, string])[],
    ...rules: readonly LinkRule[]
  ): Blow {
    const apply = pairs.flatMap(([from, to]) =>
      rules.map((rule): Action => ({ kind: 'link', id, from, to, rule })),
    )
    return { told, apply, undo: [{ kind: 'lift', id }] }
  }

  #command(command: { readonly type: string }): Blow {
    const node = this.#leader()
    const told = `tell ${node} ${JSON.stringify(command)}`
    return { told, apply: [{ kind: 'command', node, command }], undo: [] }
  }

  #nodes(): string[] {
    return this.#world.view().nodes.map(({ node }) => node)
  }

  #everyone(): string[] {
    return [...this.#nodes(), ...this.#world.view().clients]
  }

  /** Whoever leads in the highest term, or anybody. */
  #leader(): string {
    const leaders = this.#world
      .view()
      .nodes.filter(({ description }) => description?.leads)
      .sort((left, right) => (right.description?.term ?? 0) - (left.description?.term ?? 0))
    return leaders[0]?.node ?? this.#prng.pick(this.#nodes())
  }
}

/** Both directions between the two sides. */
function both(
  left: readonly string[],
  right: readonly string[],
): readonly (readonly [string, string])[] {
  const names = new Set<string>()
  const pairs: (readonly [string, string])[] = []
  for (const one of left) {
    for (const other of right) {
      for (const [from, to] of [
        [one, other],
        [other, one],
      ] as const) {
        if (from === to || names.has(`${from} ${to}`)) continue
        names.add(`${from} ${to}`)
        pairs.push([from, to])
      }
    }
  }
  return pairs
}
