/**
 * The shape of a JSON document as scripts rely on it: the documented fields must be there with
 * their kinds; more fields are allowed.
 */
import { expect } from 'vitest'

export const text = expect.any(String) as unknown
export const number = expect.any(Number) as unknown
export const boolean = expect.any(Boolean) as unknown
export const list = expect.any(Array) as unknown

/** The one JSON document that `out` holds; fails where anything stands before or behind it. */
export function onlyDocument(out: string): Record<string, unknown> {
  const document = JSON.parse(out) as Record<string, unknown>
  expect(out).toBe(`${JSON.stringify(document, null, 2)}\n`)
  return document
}
