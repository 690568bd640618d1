/** The places of the console, in the order of the rail; a digit leads to each. */
import { FlaskConical, GanttChart, LayoutGrid, ListChecks, Network, ScrollText } from '@lucide/vue'
import type { Component } from 'vue'

export interface Place {
  readonly name: 'room' | 'timeline' | 'verdict' | 'runs' | 'drills' | 'explore'
  readonly title: string
  readonly key: string
  readonly icon: Component
}

export const PLACES: readonly Place[] = [
  { name: 'room', title: 'Drill room', key: '1', icon: Network },
  { name: 'timeline', title: 'Timeline', key: '2', icon: GanttChart },
  { name: 'verdict', title: 'Verdict', key: '3', icon: ListChecks },
  { name: 'runs', title: 'Runs', key: '4', icon: ScrollText },
  { name: 'drills', title: 'Drills', key: '5', icon: FlaskConical },
  { name: 'explore', title: 'Explore', key: '6', icon: LayoutGrid },
]
