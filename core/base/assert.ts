/**
 * Assertions for broken invariants. They stay on in production: a machine that has
 * contradicted itself must stop before it answers a client.
 *
 * Expected conditions (a refused request, a full queue) are not assertions; they are
 * values of a typed union in the caller's return type.
 */

/** Thrown when the program contradicts itself. The host kills the node that throws it. */
export class InvariantError extends Error {
  override name = 'InvariantError'
}

/** Throws `InvariantError` with `message` unless `condition` holds. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new InvariantError(message)
}

/**
 * Throws `InvariantError`. Where something is asserted of every event, `if (!holds) broken(text)`
 * puts the text together only when it is needed; `assert` is handed it each time.
 */
export function broken(message: string): never {
  throw new InvariantError(message)
}

/** Marks a branch that the types say cannot be reached. */
export function unreachable(value: never, what: string): never {
  throw new InvariantError(`${what}: unexpected ${JSON.stringify(value)}`)
}
