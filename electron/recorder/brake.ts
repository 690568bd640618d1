/**
 * Holds or stops work on another thread in the middle of it. The thread must come by often; it is
 * held up whole, so it holds no lock and no transaction then.
 */
export class Brake {
  /** For the thread that is to wait. */
  readonly shared = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)
  readonly #flag = new Int32Array(this.shared)

  get held(): boolean {
    return Atomics.load(this.#flag, 0) === HELD
  }

  hold(held: boolean): void {
    if (Atomics.load(this.#flag, 0) !== STOPPED) this.#set(held ? HELD : FREE)
  }

  /** For good. */
  stop(): void {
    this.#set(STOPPED)
  }

  #set(state: number): void {
    Atomics.store(this.#flag, 0, state)
    Atomics.notify(this.#flag, 0)
  }
}

const FREE = 0
const HELD = 1
const STOPPED = 2

/** On the other thread: waits while it is held; false once it is to stop. */
export function comeBy(shared: SharedArrayBuffer): boolean {
  const flag = new Int32Array(shared)
  while (Atomics.load(flag, 0) === HELD) Atomics.wait(flag, 0, HELD)
  return Atomics.load(flag, 0) !== STOPPED
}
