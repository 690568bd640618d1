/** Every screen of the console, and what opens over one; how one gets there. */
import type { Page } from 'playwright'
import { goTo, leaderElected, outcomeOf, stage } from './moves.ts'

export interface Screen {
  readonly title: string
  /** Resolves when it stands. */
  readonly open: (page: Page) => Promise<unknown>
}

type Floating = 'dialog' | 'alertdialog' | 'menu' | 'listbox'

async function heading(page: Page, path: string, name: string | RegExp): Promise<void> {
  await goTo(page, path)
  await page.getByRole('heading', { name }).first().waitFor()
}

/** Something over the screen, by a key; `words` are in it. */
async function byKey(page: Page, key: string, role: Floating, words: string): Promise<void> {
  await page.keyboard.press(key)
  await page.getByRole(role).getByText(words).first().waitFor()
}

async function byButton(page: Page, button: string, role: Floating, words: string): Promise<void> {
  await page.getByRole('button', { name: button }).first().click()
  await page.getByRole(role).getByText(words).first().waitFor()
}

/** Closes what floats. */
async function closed(page: Page): Promise<void> {
  const floating = page.locator('[role=dialog], [role=alertdialog], [role=menu]')
  await page.keyboard.press('Escape')
  await floating.first().waitFor({ state: 'hidden' })
}

const DRILLS: readonly Screen[] = [
  { title: 'the drills', open: (page) => heading(page, '/drills', 'Drills') },
  {
    title: 'a drill file of the library',
    open: (page) => heading(page, '/drills/library/leader-loss', 'Hypothesis'),
  },
  {
    title: 'the name of a copy',
    open: (page) => byButton(page, 'Save as own drill', 'dialog', 'Name'),
  },
  {
    title: 'a drill file with mistakes',
    async open(page) {
      await closed(page)
      await goTo(page, '/drills/own/mistaken')
      await page.getByText(/^\d mistakes?$/).waitFor()
    },
  },
  {
    title: 'what may stand in a drill file',
    async open(page) {
      await page.keyboard.press('i')
      await page.keyboard.press('ControlOrMeta+End')
      await page.keyboard.press('Control+Space')
      await page.getByRole('listbox', { name: 'Completions' }).getByRole('option').first().waitFor()
    },
  },
]

const ROOM: readonly Screen[] = [
  { title: 'a staged drill', open: (page) => stage(page, 'doomed') },
  {
    title: 'a running drill',
    async open(page) {
      await page.getByRole('button', { name: 'Start drill' }).click()
      await leaderElected(page)
    },
  },
  {
    title: 'the list of faults',
    open: (page) => byKey(page, '/', 'dialog', 'Inject a fault'),
  },
  {
    title: 'the form of a fault',
    async open(page) {
      await closed(page)
      await byKey(page, 'l', 'dialog', 'All faults')
    },
  },
  {
    title: 'a drill that was halted, and decides nothing',
    async open(page) {
      await closed(page)
      await page.keyboard.press('ControlOrMeta+.')
      const outcome = await outcomeOf(page)
      await outcome.getByText('unknown').waitFor()
    },
  },
]

const VERDICT: readonly Screen[] = [
  {
    title: 'a verdict that is invalid',
    open: (page) => heading(page, '/verdict/broken', 'Checks'),
  },
  { title: 'the menu of exports', open: (page) => byKey(page, 'x', 'menu', 'HTML report') },
  {
    title: 'a verdict that is valid',
    async open(page) {
      await closed(page)
      await heading(page, '/verdict/kept', /^Valid/)
    },
  },
]

const TIMELINE: readonly Screen[] = [
  {
    title: 'the timeline',
    async open(page) {
      await goTo(page, '/timeline/broken')
      await page.getByRole('cell', { name: 'leader' }).first().waitFor()
    },
  },
  {
    title: 'an event of the timeline',
    async open(page) {
      await page.keyboard.press('j')
      await page.keyboard.press('ArrowRight')
      await page.getByText('concurrent with').waitFor()
    },
  },
  {
    title: 'everything about a node',
    async open(page) {
      await page.getByRole('button', { name: 'n2', exact: true }).click()
      await page.getByRole('button', { name: 'Everything about n2' }).click()
      await page.getByRole('button', { name: /^Life \d/ }).waitFor()
    },
  },
  ...['Machines', 'Term', 'Compare'].map((menu, index) => ({
    title: `the menu ${menu} of the timeline`,
    async open(page: Page) {
      if (index > 0) await closed(page)
      await page.getByRole('button', { name: menu, exact: true }).click()
      await page.getByRole('menu').waitFor()
    },
  })),
  {
    title: 'the legend',
    async open(page) {
      await closed(page)
      await page.getByRole('button', { name: 'Legend' }).click()
      await page.getByRole('dialog', { name: 'Legend' }).waitFor()
    },
  },
  {
    title: 'found events',
    async open(page) {
      await closed(page)
      await page.getByRole('searchbox', { name: 'Search events' }).fill('heartbeat')
      await page.keyboard.press('Enter')
      await page.getByRole('listbox', { name: 'Found events' }).waitFor()
    },
  },
  {
    title: 'a fork of the run',
    async open(page) {
      await closed(page)
      await byButton(page, 'Fork from here', 'dialog', 'Add a fault')
    },
  },
]

const RUNS: readonly Screen[] = [
  {
    title: 'the runs',
    async open(page) {
      await closed(page)
      await heading(page, '/runs', 'Runs')
    },
  },
  {
    title: 'the question before a run is deleted',
    async open(page) {
      await page.getByRole('checkbox', { name: 'Select kept', exact: true }).click()
      await byKey(page, 'Delete', 'alertdialog', 'Delete kept?')
    },
  },
  {
    title: 'the tags of a run',
    async open(page) {
      await closed(page)
      await page.keyboard.press('t')
      await page.getByRole('dialog').getByRole('textbox', { name: 'Add a tag' }).waitFor()
    },
  },
  {
    title: 'two runs compared',
    async open(page) {
      await closed(page)
      await heading(page, '/compare/kept/kept-again', 'Figures')
    },
  },
  {
    title: 'the choice of a run to compare',
    async open(page) {
      await page.getByRole('combobox', { name: 'The run on the left' }).click()
      await page.getByRole('option').first().waitFor()
    },
  },
]

const EVERYWHERE: readonly Screen[] = [
  {
    title: 'all commands',
    async open(page) {
      await page.keyboard.press('Escape')
      await byKey(page, 'ControlOrMeta+k', 'dialog', 'Runs')
    },
  },
  {
    title: 'all keys',
    async open(page) {
      await closed(page)
      await heading(page, '/runs', 'Runs')
      await page.getByRole('grid', { name: 'Runs' }).focus()
      await byKey(page, '?', 'dialog', 'Runs')
    },
  },
]

/** In an order in which each can be reached from the one before. */
export const SCREENS: readonly Screen[] = [
  ...DRILLS,
  ...ROOM,
  ...VERDICT,
  ...TIMELINE,
  ...RUNS,
  ...EVERYWHERE,
]
