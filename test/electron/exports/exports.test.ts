/**
 * Goal: each format of an export is what its readers expect, also from a run whose words mean
 * harm. Method: run files written by the recorder, exported, and read by the rules of the format.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import { beforeAll, describe, expect, it } from 'vitest'
import { vectorCompare } from '../../../core/clocks/vector.ts'
import { checkFile } from '../../../electron/check/check-file.ts'
import { exportRun } from '../../../electron/exports/export-run.ts'
import { EXPORTERS } from '../../../electron/exports/index.ts'
import { escaped, escapedAttribute } from '../../../electron/exports/markup-text.ts'
import { SHIVIZ_EXPRESSION } from '../../../electron/exports/shiviz.ts'
import type { ExportFormat } from '../../../electron/ipc/requests.ts'
import { openRunFile } from '../../../electron/recorder/open-run-file.ts'
import { alter, recordRun } from '../library/recorded-run.ts'
import { BROKEN, LAST_ANSWER, STALE_READ } from '../library/stale-read.ts'
import { useFolder } from '../../folders/use-folder.ts'

const folder = useFolder('exports', { brokenRuns: 'written by hand, of machines that only talk' })
const good = join(folder, 'good.faultline')
const stale = join(folder, 'stale.faultline')
const fresh = join(folder, 'fresh.faultline')
const evil = join(folder, 'evil.faultline')

/** Ends every kind of place that a word can stand in, and tries to begin a script. */
const EVIL = `"'></title></style><script>alert(1)</script><img src=x onerror=alert(1)>]]>&\u0000\u000b\ud800`

beforeAll(() => {
  recordRun(good, { talking: true })
  recordRun(stale, { history: STALE_READ, verdict: BROKEN })
  recordRun(fresh, { history: [...STALE_READ.slice(0, -1), { ...LAST_ANSWER, value: 'new' }] })
  recordRun(evil, {
    history: STALE_READ.map((event) => ({ ...event, key: EVIL, value: EVIL })),
    header: { seed: EVIL, source: EVIL, startedAt: EVIL, faultlineVersion: EVIL },
    drill: { name: EVIL, question: EVIL, hypothesis: EVIL, tags: [EVIL] },
    verdict: {
      verdict: 'invalid',
      drill: EVIL,
      checks: [
        { name: EVIL, verdict: 'invalid', summary: EVIL, steps: 1, witness: witnessOf(EVIL) },
        { name: EVIL, verdict: 'unknown', summary: EVIL, steps: 1 },
      ],
      hypothesis: {
        statement: EVIL,
        answer: 'refuted',
        measured: [{ expectation: EVIL, value: 1, told: EVIL, met: false }],
      },
      faults: [
        { kind: EVIL, target: EVIL, atMs: 1, undoneAtMs: null, proven: false, effect: EVIL },
      ],
      warnings: [EVIL],
    },
  })
  alter(evil, (database) => {
    database
      .prepare('UPDATE fault SET id = $t, kind = $t, target = $t, effect = $t')
      .run({ t: EVIL })
    database
      .prepare('UPDATE log SET text = text || $t WHERE kind <> $p')
      .run({ t: EVIL, p: 'phase' })
    database.prepare('INSERT INTO note (written_at, text) VALUES ($t, $t)').run({ t: EVIL })
    database.prepare('INSERT INTO tag (name) VALUES (?)').run(EVIL)
    database.prepare('UPDATE history SET client = ?').run(EVIL)
  })
})

function witnessOf(key: string) {
  return {
    sentence: key,
    events: BROKEN.checks[0].witness.events.map((event) => ({ ...event, key })),
  }
}

async function exported(path: string, format: ExportFormat, bytesMax?: number) {
  const opened = openRunFile(path)
  if (!opened.ok) throw new Error(opened.problem.message)
  try {
    const file = await exportRun(opened.file, format, bytesMax)
    return { ...file, text: new TextDecoder().decode(file.bytes) }
  } finally {
    opened.file.close()
  }
}

describe('every format', () => {
  it.each(EXPORTERS)('$name has a name of its own for the file', async ({ name, extension }) => {
    expect((await exported(stale, name)).fileName).toBe(`stale${extension}`)
  })

  it('says how to get what is too large for a window', async () => {
    await expect(exported(stale, 'faultline', 1_000)).rejects.toThrow(
      'run: faultline export stale --format faultline --out FILE',
    )
  })

  it('refuses a history with values of sizes that ours never have', async () => {
    const path = join(folder, 'huge-value.faultline')
    recordRun(path, { history: STALE_READ })
    alter(path, (database) => {
      database
        .prepare('UPDATE history SET value = ? WHERE id = 1')
        .run(`"${'x'.repeat(5_000_000)}"`)
    })
    for (const format of ['jsonl', 'jepsen-edn'] as const) {
      await expect(exported(path, format)).rejects.toThrow(
        /its history has a value of 5000002 bytes/,
      )
    }
  })
})

describe('a history that is exported', () => {
  it.each(['jsonl', 'jepsen-edn'] as const)('as %s is judged as before', async (format) => {
    for (const [path, verdict] of [
      [stale, 'invalid'],
      [fresh, 'valid'],
    ] as const) {
      const { bytes, fileName } = await exported(path, format)
      const file = join(folder, fileName)
      writeFileSync(file, bytes)
      const judged = await checkFile(file, { model: 'kv', initial: null })
      if (!judged.ok) throw new Error(judged.problem.message)
      expect(judged.document.verdict).toBe(verdict)
      expect(judged.document.operations).toBe(3)
    }
  })
})

describe('ShiViz', () => {
  /** As ShiViz reads a log: its first line is the expression, the second divides executions. */
  function parsed(text: string) {
    const [expression, divider, ...lines] = text.split('\n')
    expect(expression).toBe(SHIVIZ_EXPRESSION)
    expect(divider).toBe('')
    const found = lines.join('\n').matchAll(new RegExp(expression as string, 'gm'))
    return Array.from(found, ({ groups }) => ({
      host: groups?.['host'] as string,
      clock: JSON.parse(groups?.['clock'] as string) as Record<string, number>,
      event: groups?.['event'] as string,
    }))
  }

  it('finds every step, with a clock that counts its own steps by one', async () => {
    const events = parsed((await exported(good, 'shiviz')).text)
    const steps = new Map<string, number>()
    for (const { host, clock } of events) {
      steps.set(host, (steps.get(host) ?? 0) + 1)
      expect(clock[host]).toBe(steps.get(host))
    }
    expect(Object.fromEntries(steps)).toEqual({ n1: 41, c1: 36 })
  })

  it('can follow each answer back to its question', async () => {
    const events = parsed((await exported(good, 'shiviz')).text)
    const vector = (clock: Record<string, number>) => [clock['n1'] ?? 0, clock['c1'] ?? 0]
    const pings = events.filter(({ event }) => event.startsWith('ping from c1'))
    expect(pings.length).toBe(20)
    for (const ping of pings) {
      const cause = events.find(
        ({ host, clock }) => host === 'c1' && clock['c1'] === ping.clock['c1'],
      )
      expect(vectorCompare(vector(cause?.clock ?? {}), vector(ping.clock))).toBe('before')
    }
  })
})

describe('JUnit', () => {
  it('has a case for each check, the hypothesis and the recovery', async () => {
    const { text } = await exported(stale, 'junit')
    expect(text).toContain('<testsuite name="leader-loss"')
    expect(text).toContain('tests="4" failures="1" errors="1" skipped="0" time="1.234"')
    expect(text).toContain(
      '<failure message="c2 read &quot;old&quot;, though it was overwritten" type="invalid">',
    )
    expect(text).toMatch(/<testcase name="converged"[^>]*>\s*<error message="not decided"/)
    expect(text).toMatch(/<testcase name="recovery"[^>]*\/>/)
  })

  it('says of a run that was not judged that it is not green', async () => {
    const path = join(folder, 'interrupted.faultline')
    recordRun(path, { end: 'interrupt' })
    const { text } = await exported(path, 'junit')
    expect(text).toContain('<error message="not judged: interrupted: Ctrl-C" type="unknown">')
  })

  it('stays one well-formed document whatever its words are', async () => {
    const { text } = await exported(evil, 'junit')
    expect(tagsOf(text).has('script')).toBe(false)
    expect(text).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/)
    wellFormed(text)
  })
})

describe('the report', () => {
  it('tells the violation, draws it, and stays small', async () => {
    const { text, bytes } = await exported(stale, 'html')
    expect(text).toContain('c2 read &quot;old&quot;, though it was overwritten')
    expect(text).toContain('✗ read x -&gt; &quot;old&quot;')
    expect(text).toContain('Over time: 3 operations acknowledged, 0 failed, 0 unknown')
    expect(text).toContain('Predicted before: it breaks')
    expect(bytes.length).toBeLessThan(100_000)
  })

  it('loads nothing and runs nothing', async () => {
    const { text } = await exported(evil, 'html')
    expect(text).toMatch(/default-src &#39;none&#39;; style-src &#39;sha256-[A-Za-z0-9+/=]+&#39;/)
    const tags = tagsOf(text)
    for (const tag of ['script', 'img', 'link', 'iframe', 'object', 'form', 'a']) {
      expect(tags.has(tag), tag).toBe(false)
    }
    expect(text.match(/<style>/g)).toHaveLength(1)
    // Words inside quotes of an attribute are only words.
    expect(/<[^>]* on[a-z]+=/.test(text.replaceAll(/"[^"]*"/g, '""'))).toBe(false)
    expect(text.match(/https?:/g)).toBeNull()
  })

  it('stays below 5 MB for a run with more of everything than anybody reads', async () => {
    const path = join(folder, 'long.faultline')
    recordRun(path, {
      header: { source: 'x'.repeat(3_000_000) },
      verdict: {
        warnings: Array.from(
          { length: 20_000 },
          (_, index) => `warning ${index} ${'w'.repeat(400)}`,
        ),
      },
    })
    alter(path, (database) => {
      const note = database.prepare('INSERT INTO note (written_at, text) VALUES (?, ?)')
      const log = database.prepare('INSERT INTO log (at_ms, kind, text) VALUES (?, ?, ?)')
      database.transaction(() => {
        for (let row = 0; row < 2_000; row++) {
          note.run('now', 'n'.repeat(9_000))
          log.run(row, 'trouble', 't'.repeat(9_000))
        }
      })()
    })
    const { bytes, text } = await exported(path, 'html')
    expect(bytes.length).toBeLessThan(5_000_000)
    expect(text.includes('and 9600 more')).toBe(true)
  })
})

describe('the run file itself', () => {
  it('holds what still lies in a write-ahead log', async () => {
    const path = join(folder, 'logged.faultline')
    recordRun(path, { history: STALE_READ })
    const writer = new SQLite(path)
    writer.pragma('journal_mode = WAL')
    writer.exec(`INSERT INTO tag (name) VALUES ('in the log')`)
    const { bytes } = await exported(path, 'faultline')
    writer.close()
    const copy = join(folder, 'copy.faultline')
    writeFileSync(copy, bytes)
    const database = new SQLite(copy, { readonly: true })
    expect(database.prepare('SELECT name FROM tag').pluck().all()).toEqual(['in the log'])
    database.close()
  })
})

describe('text in markup', () => {
  it('is escaped, and loses what XML forbids', () => {
    expect(escaped(`<a href="x">'&\u0000\u0008\ufffe\ud800\u{1f600}\t`)).toBe(
      '&lt;a href=&quot;x&quot;&gt;&#39;&amp;\u{1f600}\t',
    )
    expect(escapedAttribute('a\r\n\tb')).toBe('a&#13;&#10;&#9;b')
  })
})

function tagsOf(text: string): ReadonlySet<string> {
  return new Set(Array.from(text.matchAll(/<([a-z]+)/gi), ([, name]) => name as string))
}

/** Every tag is closed in its turn, and every attribute stands in quotes. */
function wellFormed(text: string): void {
  const open: string[] = []
  const tag = /<(\/?)([a-z-]+)((?: [a-z]+="[^"<>]*")*)(\/?)>|<\?xml [^<>]*\?>/gy
  for (let at = 0; at < text.length; at = tag.lastIndex) {
    const next = text.indexOf('<', at)
    const words = text.slice(at, next < 0 ? undefined : next)
    expect(words).not.toMatch(/>|&(?!amp;|lt;|gt;|quot;|#[0-9]+;)/)
    if (next < 0) break
    tag.lastIndex = next
    const found = tag.exec(text)
    if (found === null) throw new Error(`no tag: ${text.slice(next, next + 80)}`)
    const [, closing, name, , empty] = found
    if (name === undefined || empty === '/') continue
    if (closing === '/') expect(open.pop()).toBe(name)
    else open.push(name)
  }
  expect(open).toEqual([])
}
