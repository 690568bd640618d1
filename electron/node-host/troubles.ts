/**
 * Tells the supervisor what went wrong, and keeps a flood from drowning it: of one kind from one
 * source only the first few each second are told in full, and then how many more there were.
 */
import type { FromHost, Trouble } from './control.ts'
import { TROUBLES_EACH_SECOND } from './limits.ts'

const WINDOW_MS = 1_000

interface Source {
  readonly trouble: Trouble
  readonly name: string
  told: number
  untold: number
}

export class Troubles {
  readonly #send: (message: FromHost) => void
  readonly #atUs: () => number
  readonly #sources = new Map<string, Source>()
  #window: NodeJS.Timeout | null = null

  constructor(send: (message: FromHost) => void, atUs: () => number) {
    this.#send = send
    this.#atUs = atUs
  }

  tell(trouble: Trouble, name: string, detail: string): void {
    const key = `${trouble} ${name}`
    const source = this.#sources.get(key) ?? { trouble, name, told: 0, untold: 0 }
    this.#sources.set(key, source)
    if (source.told < TROUBLES_EACH_SECOND) {
      source.told++
      this.#report(trouble, detail)
    } else source.untold++
    this.#window ??= setTimeout(() => this.flush(), WINDOW_MS).unref()
  }

  /** Tells how many were kept back, and begins anew. */
  flush(): void {
    if (this.#window) clearTimeout(this.#window)
    this.#window = null
    const sources = [...this.#sources.values()]
    this.#sources.clear()
    for (const { trouble, name, untold } of sources) {
      if (untold > 0) this.#report(trouble, `${untold} more of the same (${name})`)
    }
  }

  #report(trouble: Trouble, detail: string): void {
    this.#send({ kind: 'trouble', trouble, detail, atUs: this.#atUs() })
  }
}
