/**
 * Which messages are drawn where there are too many to be told apart. The rule, as it is shown:
 * of the messages in view every second, fourth, eighth and so on, chosen by their number, so that
 * the same ones stay while the view moves, and zooming in only adds. Pure.
 */

/** What can be looked at, and drawn within a frame. */
export const ARROWS_MAX = 900

/** 1 for all of them, else a power of two: one of that many is drawn. */
export function thinningFor(messages: number, most = ARROWS_MAX): number {
  let one = 1
  while (messages / one > most) one *= 2
  return one
}

/** Whether the event is among those drawn. Those drawn at a thinning are drawn at finer ones. */
export function isKept(event: number, thinning: number): boolean {
  if (thinning <= 1) return true
  // Neighbouring numbers are related: the mixed bits are not.
  const mixed = Math.imul(event ^ (event >>> 15), 0x2c1b3c6d)
  return ((mixed ^ (mixed >>> 13)) >>> 0) % thinning === 0
}
