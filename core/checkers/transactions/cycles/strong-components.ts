/**
 * Strongly connected components in linear time: every cycle lies within one of them.
 *
 * Source: Robert Tarjan, "Depth-First Search and Linear Graph Algorithms" (SIAM Journal on
 * Computing, 1972), with stacks of its own instead of recursion.
 */
import type { Effort } from '../effort.ts'
import { countStates, enter, nodeOf } from './view.ts'
import type { View } from './view.ts'

export interface Components {
  /** Of each state: its component; -1 for a state that nothing leads to. */
  readonly of: Int32Array
  /** Of each component: how many transactions it has. A cycle needs two. */
  readonly sizes: readonly number[]
}

/** Components have numbers in the reverse of the order in which edges lead from one to another. */
export function* strongComponents(view: View, effort: Effort): Generator<number, Components, void> {
  const { graph } = view
  const states = countStates(view)
  const of = new Int32Array(states).fill(-1)
  const sizes: number[] = []
  /** From 1, in the order in which states are met; 0 for those that were not. */
  const order = new Int32Array(states)
  const low = new Int32Array(states)
  const cursor = new Int32Array(states)
  const path = new Int32Array(states)
  const open = new Int32Array(states)
  /** The component in which a transaction was counted last, from 1: it may have two states. */
  const counted = new Int32Array(graph.transactions)
  let met = 0
  let opened = 0
  for (let root = 0; root < graph.transactions; root++) {
    if (effort.rest(root)) yield effort.steps
    if (order[root] !== 0) continue
    let depth = 0
    let state = root
    order[state] = low[state] = ++met
    cursor[state] = graph.first[state] as number
    open[opened++] = state
    for (;;) {
      const end = graph.first[nodeOf(view, state) + 1] as number
      let at = cursor[state] as number
      let next = -1
      for (; at < end; at++) {
        const target = enter(view, state, graph.to[at] as number, graph.kind[at] as number)
        if (target < 0) continue
        if (order[target] === 0) {
          next = target
          at++
          break
        }
        if (of[target] === -1 && (order[target] as number) < (low[state] as number)) {
          low[state] = order[target] as number
        }
      }
      if (effort.spend(1 + at - (cursor[state] as number))) yield effort.steps
      cursor[state] = at
      if (next >= 0) {
        path[depth++] = state
        state = next
        order[state] = low[state] = ++met
        cursor[state] = graph.first[nodeOf(view, state)] as number
        open[opened++] = state
        continue
      }
      if (low[state] === order[state]) {
        const component = sizes.length
        let size = 0
        for (let member = -1; member !== state;) {
          if (effort.rest(opened)) yield effort.steps
          member = open[--opened] as number
          of[member] = component
          const transaction = nodeOf(view, member)
          const known = counted[transaction] === component + 1
          if (known || transaction >= graph.transactions) continue
          counted[transaction] = component + 1
          size++
        }
        sizes.push(size)
      }
      if (depth === 0) break
      const child = state
      state = path[--depth] as number
      if ((low[child] as number) < (low[state] as number)) low[state] = low[child] as number
    }
  }
  return { of, sizes }
}
