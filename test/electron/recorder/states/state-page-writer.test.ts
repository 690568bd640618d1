/**
 * Goal: a run file holds the states of a whole run or those that it had, whatever happens while
 * they are made. Method: two writers on one file, of which one never gets to its end.
 */
import SQLite from 'better-sqlite3'
import { expect, test } from 'vitest'
import { migrate } from '../../../../electron/recorder/migrate.ts'
import {
  hasStatePages,
  RecordedStatePages,
  StatePageWriter,
} from '../../../../electron/recorder/queries/state-pages.ts'
import type { StatePage } from '../../../../electron/recorder/states/state-page.ts'

function page(machine: string, place: number): StatePage {
  const bytes = Buffer.from(`${machine} ${place}`)
  return { machine, incarnation: 1, fromUs: place * 10, toUs: place * 10 + 9, bytes }
}

test('pages come into the file all at once, in place of those that were there', () => {
  const database = new SQLite(':memory:')
  migrate(database)
  const all = new StatePageWriter(database)
  for (let place = 0; place < 200; place++) all.add(page('n1', place))
  expect(hasStatePages(database)).toBe(false)
  all.bringIn()
  const pages = new RecordedStatePages(database)
  expect(pages.machines()).toEqual(['n1'])
  for (const place of [0, 63, 64, 199]) {
    expect(pages.pageAt('n1', place * 10 + 5)).toMatchObject(page('n1', place))
  }

  const stopped = new StatePageWriter(database)
  for (let place = 0; place < 100; place++) stopped.add(page('n2', place))
  expect(pages.machines()).toEqual(['n1'])

  const again = new StatePageWriter(database)
  again.add(page('n3', 0))
  again.bringIn()
  expect(pages.machines()).toEqual(['n3'])
  expect(pages.pageAt('n3', 5_000)).toMatchObject(page('n3', 0))
  database.close()
})
