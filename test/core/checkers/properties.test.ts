/**
 * Goal: every property is found by its name, and by the names that its field has for it. Method:
 * all of them.
 */
import { describe, expect, it } from 'vitest'
import { findProperty, PROPERTIES } from '../../../core/checkers/properties.ts'

describe('properties', () => {
  it('each have a name of their own, by which they are found', () => {
    for (const property of PROPERTIES) expect(findProperty(property.name)).toBe(property)
  })

  it.each([
    ['register', 'cas-register'],
    ['mutex', 'lock'],
    ['fifo-queue', 'queue'],
    ['unordered-queue', 'unordered-queue'],
    ['multi-register', 'multi-register'],
    ['lin-kv', 'kv'],
    ['broadcast', 'set-full'],
    ['kafka', 'kafka-log'],
    ['txn-list-append', 'list-append'],
    ['txn-rw-register', 'rw-register'],
  ])('of the name %s are %s', (other, own) => {
    expect(findProperty(other)?.name).toBe(own)
  })

  it.each(['', 'constructor', 'Register'])('have no other name, such as "%s"', (name) => {
    expect(findProperty(name)).toBeUndefined()
  })
})
