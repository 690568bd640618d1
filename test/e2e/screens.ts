/** Every screen of the console, and what opens over one; how one gets there. */
import type { Page } from 'playwright'
import { goTo, leaderElected, outcomeOf, stage } from './moves.ts'

export interface Screen {
  readonly title: string
  /** Resolves when it stands. */
  readonly open: (page: Page) => Promise<unknown>
}

async function heading(page: Page, path: string, name: string | RegExp): Promise<void> {
  await goTo(page, path)
  await page.getByRole('heading', { name }).first().waitFor()
}

async function timeline(page: Page): Promise<void> {
  await goTo(page, '/timeline/broken')
  await page.getByRole('cell', { name: 'leader' }).first().waitFor()
}

async function withKey(page: Page, key: string, role: 'dialog' | 'menu'): Promise<void> {
  await page.keyboard.press(key)
  await page.getByRole(role).waitFor()
}

/** In an order in which each can be reached from the one before. */
export const SCREENS: readonly Screen[] = [
  { title: 'the drills', open: (page) => heading(page, '/drills', 'Drills') },
  {
    title: 'a drill file of the library',
    open: (page) => heading(page, '/drills/library/leader-loss', 'Hypothesis'),
  },
  {
    title: 'a drill file with mistakes',
    open: async (page) => {
      await goTo(page, '/drills/own/mistaken')
      await page.getByText(/^\d mistakes?$/).waitFor()
    },
  },
  { title: 'a staged drill', open: (page) => stage(page, 'short') },
  {
    title: 'a running drill',
    open: async (page) => {
      await page.getByRole('button', { name: 'Start drill' }).click()
      await leaderElected(page)
    },
  },
  {
    title: 'the list of faults',
    open: async (page) => {
      await page.keyboard.press('/')
      await page.getByRole('dialog', { name: 'Inject a fault' }).waitFor()
    },
  },
  {
    title: 'a drill that is over',
    open: async (page) => {
      await page.keyboard.press('Escape')
      await outcomeOf(page)
    },
  },
  {
    title: 'a verdict that is invalid',
    open: (page) => heading(page, '/verdict/broken', 'Checks'),
  },
  { title: 'the menu of exports', open: (page) => withKey(page, 'x', 'menu') },
  {
    title: 'a verdict that is valid',
    open: async (page) => {
      await page.keyboard.press('Escape')
      await heading(page, '/verdict/kept', /^Valid/)
    },
  },
  { title: 'the timeline', open: timeline },
  {
    title: 'an event of the timeline',
    open: async (page) => {
      await page.keyboard.press('j')
      await page.keyboard.press('ArrowRight')
      await page.getByText('concurrent with').waitFor()
    },
  },
  { title: 'the runs', open: (page) => heading(page, '/runs', 'Runs') },
  {
    title: 'the question before a run is deleted',
    open: async (page) => {
      await page.getByRole('checkbox', { name: 'Select kept', exact: true }).click()
      await page.keyboard.press('Delete')
      await page.getByRole('alertdialog').waitFor()
    },
  },
  {
    title: 'the tags of a run',
    open: async (page) => {
      await page.keyboard.press('Escape')
      await page.getByRole('alertdialog').waitFor({ state: 'hidden' })
      await withKey(page, 't', 'dialog')
    },
  },
  {
    title: 'two runs compared',
    open: async (page) => {
      await page.keyboard.press('Escape')
      await heading(page, '/compare/kept/kept-again', 'Figures')
    },
  },
  {
    title: 'the choice of a run to compare',
    open: async (page) => {
      await page.getByRole('combobox', { name: 'The run on the left' }).click()
      await page.getByRole('option').first().waitFor()
    },
  },
  {
    title: 'all commands',
    open: async (page) => {
      await page.keyboard.press('Escape')
      await withKey(page, 'ControlOrMeta+k', 'dialog')
    },
  },
  {
    title: 'all keys',
    open: async (page) => {
      await page.keyboard.press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'hidden' })
      await goTo(page, '/runs')
      await page.getByRole('grid', { name: 'Runs' }).focus()
      await withKey(page, '?', 'dialog')
    },
  },
]
