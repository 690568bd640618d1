/**
 * Answers the calls of the timeline. At most two runs are open at once, each on threads of its
 * own: memory is bounded, and no file of a stranger can hold up the console.
 */
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { refuse } from '../../ipc/envelope.ts'
import { RUN_EXTENSION } from '../../library/home.ts'
import type { Part, PartOptions } from '../part.ts'
import type { Preparations } from '../preparations.ts'
import { OpenRun } from './open-run.ts'

/** One to look at and one to compare it with. */
const OPEN_RUNS_MAX = 2

export interface TimelinePartOptions extends PartOptions {
  readonly preparations: Preparations
}

export function createTimelinePart({
  places,
  publish,
  preparations,
}: TimelinePartOptions): Part<'timeline'> {
  /** The one that was asked for last is the last. */
  const runs = new Map<string, OpenRun>()
  const closings = new Set<Promise<void>>()

  function close(name: string, open: OpenRun): void {
    runs.delete(name)
    const closing = open.close().finally(() => closings.delete(closing))
    closings.add(closing)
  }

  function opened(name: string): OpenRun {
    const path = join(places.runs, `${name}${RUN_EXTENSION}`)
    const identity = identityOf(path)
    const known = runs.get(name)
    if (known !== undefined && known.alive && known.identity === identity) {
      runs.delete(name)
      runs.set(name, known)
      return known
    }
    if (known !== undefined) close(name, known)
    if (identity === null) throw refuse(`there is no run ${name}`, 'not-found')
    const preparing = (share: number | null): void =>
      publish('runs.preparing', { run: name, share, waits: false })
    const open = new OpenRun({ run: name, path, identity, preparing })
    runs.set(name, open)
    if (runs.size > OPEN_RUNS_MAX) {
      const [oldest] = runs
      if (oldest !== undefined) close(...oldest)
    }
    return open
  }

  /** A run that is being prepared is waited for; one that cannot be opened is not kept open. */
  async function open(name: string): ReturnType<OpenRun['head']> {
    await preparations.finish(name)
    const run = opened(name)
    try {
      return await run.head()
    } catch (error) {
      if (runs.get(name) === run) close(name, run)
      throw error
    }
  }

  return {
    handlers: {
      'timeline.open': ({ run }) => open(run),
      'timeline.window': ({ run, ...request }) => opened(run).columns.ask('window', request),
      'timeline.event': ({ run, event }) => opened(run).columns.ask('event', { event }),
      'timeline.effects': ({ run, event }) => opened(run).effects(event),
      'timeline.change': ({ run, event }) => opened(run).change(event),
      'timeline.cone': ({ run, event }) => opened(run).columns.ask('cone', { event }),
      'timeline.search': ({ run, ...request }) => opened(run).columns.ask('search', request),
      'timeline.states': ({ run, atUs }) => opened(run).states.ask('states', { atUs }),
    },
    close: async () => {
      for (const [name, run] of [...runs]) close(name, run)
      await Promise.all(closings)
    },
  }
}

/** Null where there is no such file. A run that is written to stays the same file. */
function identityOf(path: string): string | null {
  const status = statSync(path, { throwIfNoEntry: false })
  return status === undefined ? null : `${status.dev} ${status.ino} ${status.birthtimeMs}`
}
