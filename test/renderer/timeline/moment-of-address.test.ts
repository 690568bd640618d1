import { expect, it } from 'vitest'
import { momentOf } from '../../../renderer/timeline/moment-of-address.ts'

it('an address leads to a moment where it names one, and nowhere else', () => {
  expect(momentOf('9518000')).toBe(9_518_000)
  expect(momentOf('0')).toBe(0)
  for (const at of [undefined, null, '', '-1', '1e9', 'soon', ['1', '2']]) {
    expect(momentOf(at)).toBeNull()
  }
})
