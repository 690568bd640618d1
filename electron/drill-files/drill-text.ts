/**
 * A drill as the text of a drill file: what `loadDrill` reads back. One line for each entry of a
 * list, as a person would write it.
 */
import { Document, isCollection, isMap, isSeq } from 'yaml'
import type { Drill } from '../../core/drills/drill.ts'
import { writeDrill } from '../../core/drills/write-drill.ts'
import { LIBRARY } from './load-drill.ts'

const LINE_WIDTH = 100

/** `comment`: sentences for the top of the file, one a line. */
export function drillText(drill: Drill, comment: readonly string[] = []): string {
  const document = new Document(writeDrill(drill, LIBRARY), { aliasDuplicateObjects: false })
  if (comment.length > 0) document.commentBefore = comment.map((line) => ` ${line}`).join('\n')
  if (isMap(document.contents)) {
    for (const { key, value } of document.contents.items) lay(String(key), value)
  }
  return document.toString({ lineWidth: LINE_WIDTH, flowCollectionPadding: true })
}

/** Lists of faults and probes with one line for each; what is left is laid out in full. */
function lay(key: string, value: unknown): void {
  if (key === 'tags') flow(value)
  if (key === 'schedule') itemsOf(value).flatMap(valuesOf).forEach(flow)
  else if (key === 'random') valuesOf(value).flatMap(itemsOf).forEach(flow)
  else itemsOf(value).forEach(flow)
}

function flow(node: unknown): void {
  if (isCollection(node)) node.flow = true
}

function itemsOf(node: unknown): readonly unknown[] {
  return isSeq(node) ? node.items : []
}

function valuesOf(node: unknown): readonly unknown[] {
  return isMap(node) ? node.items.map(({ value }) => value) : []
}
