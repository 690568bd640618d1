/** Which machine an arrow key leads to: around the ring, along the clients, and between. Pure. */
export type ArrowKey = 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown'

const ARROWS: readonly string[] = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown']

export function isArrow(key: string): key is ArrowKey {
  return ARROWS.includes(key)
}

/** Right is clockwise; down leaves the ring for the clients, up goes back to it. */
export function neighbour(
  from: string,
  key: ArrowKey,
  nodes: readonly string[],
  clients: readonly string[],
): string {
  const ring = nodes.includes(from) ? nodes : clients
  if (key === 'ArrowDown') return (ring === nodes ? clients[0] : undefined) ?? from
  if (key === 'ArrowUp') return (ring === clients ? nodes[0] : undefined) ?? from
  const step = key === 'ArrowRight' ? 1 : ring.length - 1
  return ring[(ring.indexOf(from) + step) % ring.length] ?? from
}
