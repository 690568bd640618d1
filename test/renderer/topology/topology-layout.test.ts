import { describe, expect, it } from 'vitest'
import { distance, overlap } from '../../../renderer/topology/geometry.ts'
import { LINE_HEIGHT, placeLabels } from '../../../renderer/topology/labels.ts'
import { layOut } from '../../../renderer/topology/topology-layout.ts'

const names = (prefix: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}${index + 1}`)
const ROOMS = [
  { width: 910, height: 400 },
  { width: 1540, height: 640 },
  { width: 560, height: 330 },
]
const COUNTS = Array.from({ length: 25 }, (_, index) => index + 1)

describe('the layout of the topology', () => {
  it('keeps nodes apart and inside the room, whatever their number', () => {
    for (const room of ROOMS) {
      for (const count of COUNTS) {
        const { nodes, nodeRadius } = layOut(room, names('n', count), names('c', 8))
        const points = [...nodes.values()]
        for (const [index, one] of points.entries()) {
          expect(one.x - nodeRadius).toBeGreaterThanOrEqual(0)
          expect(one.x + nodeRadius).toBeLessThanOrEqual(room.width)
          expect(one.y + nodeRadius).toBeLessThanOrEqual(room.height)
          for (const other of points.slice(index + 1)) {
            expect(distance(one, other)).toBeGreaterThan(2 * nodeRadius)
          }
        }
      }
    }
  })

  it('keeps clients below the nodes and apart, and counts those that it leaves out', () => {
    for (const room of ROOMS) {
      for (const count of [1, 8, 30, 100, 1024]) {
        const layout = layOut(room, names('n', 5), names('c', count))
        const { clients, clientSize, clientsHidden, nodeRadius } = layout
        expect(clients.length + clientsHidden).toBe(count)
        const lowest = Math.max(...[...layout.nodes.values()].map(({ y }) => y)) + nodeRadius
        for (const { at } of clients) {
          expect(at.y - clientSize / 2).toBeGreaterThan(lowest)
          expect(at.y + clientSize / 2).toBeLessThanOrEqual(room.height)
          expect(at.x - clientSize / 2).toBeGreaterThanOrEqual(0)
          expect(at.x + clientSize / 2).toBeLessThanOrEqual(room.width)
        }
        expect(new Set(clients.map(({ at }) => `${at.x} ${at.y}`)).size).toBe(clients.length)
      }
    }
  })

  it('puts no label over a node, over another label, or out of the room', () => {
    for (const room of ROOMS) {
      for (const count of COUNTS) {
        const layout = layOut(room, names('n', count), names('c', 8))
        const words = names('n', count).map((node) => ({
          node,
          lines: ['follower', 'commit 1,004,871', 'believes it leads'],
        }))
        const labels = placeLabels(room, layout, words)
        for (const [index, { box, lines }] of labels.entries()) {
          expect(box.height).toBe(lines * LINE_HEIGHT)
          for (const other of labels.slice(index + 1)) expect(overlap(box, other.box)).toBe(false)
          for (const { x, y } of layout.nodes.values()) {
            const side = 2 * layout.nodeRadius
            const node = { x: x - side / 2, y: y - side / 2, width: side, height: side }
            expect(overlap(box, node)).toBe(false)
          }
        }
      }
    }
  })

  it('tells everything about each of five nodes where there is room', () => {
    for (const room of ROOMS.slice(0, 2)) {
      const layout = layOut(room, names('n', 5), names('c', 8))
      const words = names('n', 5).map((node) => ({
        node,
        lines: ['follower', 'commit 4,871', 'clock +2.5 ms'],
      }))
      const labels = placeLabels(room, layout, words)
      expect(labels.map(({ lines }) => lines)).toEqual([3, 3, 3, 3, 3])
    }
  })
})
