/**
 * Goal: a failing seed becomes a drill file by one command, and no file is ever lost by it. Method:
 * a published bug that is red at once, with one fault more than it needs; the file that comes out is
 * run by the same command line, with the bug and without.
 */
import { execFile } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { ROOT } from '../../tidy/sources.ts'
import { faultline } from './captured.ts'
import { onlyDocument } from './fields.ts'
import { usePlaces } from './places.ts'
import { SMALL_DRILL } from './small-drill.ts'

const places = usePlaces()

/** A leader that hears nobody stays with the mutant `no-check-quorum`, and goes without. */
const DEAF = `drill: deaf
question: Does a leader notice that nobody answers it?
hypothesis: It does, and the outage is short.
expect:
  - { probe: longest-outage, at-most: 1500ms }
system: { kind: raft, nodes: 3, heartbeat: 20ms, election-timeout: 100ms }
workload: { kind: register, clients: 2, keys: 2, rate: 40/s, duration: 4s, attempt: 100ms, deadline: 500ms }
schedule:
  - at: 300ms
    fault: { kind: delay, target: all, by: 2ms, for: 200ms }
  - at: 1s
    fault: { kind: cut, target: followers -> leader }
check: [election-safety]
`

const drill = places.file('deaf.yaml', DEAF)
const EXPLORE = ['explore', drill, '--seeds', '1..2', '--mutant', 'no-check-quorum', '--shrink']

async function verdictOf(file: string, ...more: readonly string[]): Promise<unknown> {
  const { out } = await faultline(['drill', file, '--simulate', '--json', ...more])
  return onlyDocument(out)['verdict']
}

describe('explore --shrink', () => {
  it('keeps a small drill that is red with the bug and green without', async () => {
    const file = join(places.temporary, 'small.yaml')
    const { code, out, error } = await faultline([...EXPLORE, '--out', file, '--json'])
    const document = onlyDocument(out)
    expect(code, error).toBe(1)
    expect(document['shrunk']).toMatchObject({
      file,
      from: '1',
      release: 'no-check-quorum',
      broken: 'longest-outage',
      faults: 1,
      nodes: 3,
      clients: 1,
      greenOnCorrect: true,
    })
    const schedule: unknown = expect.objectContaining({ length: 1 })
    expect(document['failing']).toContainEqual({ seed: '1', verdict: 'invalid', schedule })
    expect(readFileSync(file, 'utf8')).toMatch(/^# Shrunk from deaf under seed 1: 1 fault, 3 nodes/)
    expect(await verdictOf(file)).toBe('invalid')
    expect(await verdictOf(file, '--set', 'system.release=correct')).toBe('valid')
  }, 120_000)

  it('has a name of its own for the file, and leaves alone what has that name already', async () => {
    const folder = join(places.temporary, 'here')
    mkdirSync(folder)
    const name = 'deaf-no-check-quorum-longest-outage'
    writeFileSync(join(folder, `${name}.yaml`), 'mine\n')
    const args = [join(ROOT, 'electron/cli/faultline.mjs'), ...EXPLORE]
    // Ends with 1, as a seed was invalid.
    const ended: unknown = await promisify(execFile)(process.execPath, args, { cwd: folder }).catch(
      (error: unknown) => error,
    )
    expect(ended).toMatchObject({ code: 1 })
    const { stdout } = ended as { readonly stdout: string }
    expect(readdirSync(folder).sort()).toEqual([`${name}-2.yaml`, `${name}.yaml`])
    expect(readFileSync(join(folder, `${name}.yaml`), 'utf8')).toBe('mine\n')
    expect(stdout).toContain(`  breaks longest-outage; kept in ${name}-2.yaml\n`)
    const without = `faultline drill ${name}-2.yaml --simulate --set system.release=correct\n`
    expect(stdout).toContain(without)
  }, 180_000)

  it('refuses a file that is there before it runs anything, and leaves it as it was', async () => {
    const { code, out, error } = await faultline([...EXPLORE, '--out', drill])
    expect({ code, out }).toEqual({ code: 254, out: '' })
    expect(error).toContain(`--out ${drill}: there is a file already`)
    expect(readFileSync(drill, 'utf8')).toBe(DEAF)
  })

  it('has nothing to do where no seed fails, and says so', async () => {
    const healthy = places.file('healthy.yaml', SMALL_DRILL)
    const file = join(places.temporary, 'nothing.yaml')
    const args = ['explore', healthy, '--seeds', '1..2', '--shrink', '--out', file]
    const { code, error } = await faultline(args)
    expect(code).toBe(0)
    expect(error).toContain('There is nothing to shrink: no seed was invalid\n')
    expect(readdirSync(places.temporary)).not.toContain('nothing.yaml')
  })

  it('is what --out needs', async () => {
    const args = ['explore', drill, '--seeds', '1', '--out', join(places.temporary, 'x.yaml')]
    const { code, error } = await faultline(args)
    expect(code).toBe(254)
    expect(error).toContain('--out goes with --shrink')
  })
})

describe('explore --check-determinism', () => {
  it('runs each seed twice, and has nothing to add where both did the same', async () => {
    const args = ['explore', drill, '--seeds', '1..2', '--check-determinism', '--json']
    const { code, out } = await faultline(args)
    expect(code).toBe(0)
    const document = onlyDocument(out)
    expect(document).toMatchObject({ seeds: 2, valid: 2 })
    expect(document).not.toHaveProperty('differing')
  })
})
