/**
 * What `docs/mutants/` says: a page for each published bug, made from the comment that opens its
 * file, and the matrix of drills against bugs. Pure: text in, text out.
 */
import type { Drill } from '../../core/drills/drill.ts'
import { formatDuration } from '../../core/drills/quantities.ts'
import { CORRECT } from '../../core/runtime/spec.ts'
import type { Mutant, System } from '../../core/systems/system.ts'
import type { CellResult } from './matrix-worker.ts'

/** The comment that opens a source file, without its stars. */
export function openingComment(source: string): string {
  const comment = /^\/\*\*([\s\S]*?)\*\//.exec(source)?.[1] ?? ''
  const lines = comment.split('\n').map((line) => line.replace(/^\s*\* ?/, ''))
  return lines.join('\n').trim()
}

/** The smallest drill of a bug: what its file says, and what was read from it. */
export interface SmallestDrill {
  readonly text: string
  readonly drill: Drill
}

/** The page of one bug; `source` is the text of its file, `smallest` null where there is none yet. */
export function mutantPage(
  system: System,
  mutant: Mutant,
  source: string,
  smallest: SmallestDrill | null,
): string {
  const { drill, seed } = mutant.caughtBy
  const command = `faultline drill ${drill} --simulate --seed ${seed}`
  const sources = mutant.source
    .split('; ')
    .map((one) => (one.startsWith('http') ? `<${one}>` : one))
  return `# ${mutant.name}

${mutant.summary} (${system.kind})

${openingComment(source)}

## See it

The drill [${drill}](../../resources/drills/${drill}.yaml) shows it, for one with seed ${seed}:

\`\`\`sh
${command} --mutant ${mutant.name}   # invalid
${command}${' '.repeat(` --mutant ${mutant.name}`.length)}   # valid: the correct core
\`\`\`
${smallest === null ? '' : smallestSection(mutant, smallest)}
## Source

${sources.map((one) => `- ${one}`).join('\n')}
- Here: [${mutant.name}.ts](../../core/systems/${system.kind}/mutants/${mutant.name}.ts), one decision
`
}

function smallestSection({ name }: Mutant, { text, drill }: SmallestDrill): string {
  const file = `drills/${name}.yaml`
  const command = `faultline drill docs/mutants/${file} --simulate`
  const schedule = /^schedule:\n(?:[ -].*\n)*/m.exec(text)?.[0] ?? ''
  return `
## The smallest drill that shows it

[${file}](${file}): ${sizeOf(drill)}. ${drill.hypothesis}

\`\`\`yaml
${schedule.trimEnd()}
\`\`\`

\`\`\`sh
${command}   # invalid
${command} --set system.release=correct   # valid
\`\`\`
`
}

/** `2 faults, 3 nodes, 1 client, 1.2s`. */
function sizeOf({ system, workload, schedule }: Drill): string {
  const told = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`
  const { clients, durationMs } = workload
  return [
    told(schedule.length, 'fault'),
    told(system.nodes, 'node'),
    told(clients, 'client'),
    formatDuration(durationMs),
  ].join(', ')
}

export interface MatrixFacts {
  /** Of each cell, from 1 on. */
  readonly seeds: number
  /** By the name of the bug. */
  readonly smallest: ReadonlyMap<string, Drill>
}

/** The list of all bugs, and of every drill that shows them within `seeds` seeds. */
export function matrixPage(
  systems: readonly System[],
  results: readonly CellResult[],
  { seeds, smallest }: MatrixFacts,
): string {
  return `# Published bugs, and the drills that find them

Each of these bugs was shipped once. It is planted by overriding one decision of the correct core,
and must turn at least one drill red that is green without it. Written by \`npm run mutants\`, from the
sources of the bugs and from ${seeds} ${seeds === 1 ? 'seed' : 'seeds'} of each drill with each bug, simulated. A number is the
first seed that was red; an empty cell means that none was, and a later seed may be. \`drills\` counts
those that were red within these seeds. \`smallest\` is what is left of the drill of each bug when it is
shrunk: \`faultline explore DRILL --mutant BUG --seeds 1..2000 --shrink\`.

${systems.map((system) => systemSection(system, results, smallest)).join('\n')}
The correct core was ${correctTold(results)}.
`
}

function systemSection(
  system: System,
  results: readonly CellResult[],
  smallest: MatrixFacts['smallest'],
): string {
  const rows = system.mutants.map((mutant) => {
    const red = results.filter(({ mutant: name, seed }) => name === mutant.name && seed !== null)
    const { drill, seed } = mutant.caughtBy
    const least = smallest.get(mutant.name)
    const small = least === undefined ? '' : `[${sizeOf(least)}](drills/${mutant.name}.yaml)`
    return `| [${mutant.name}](${mutant.name}.md) | ${mutant.summary} | ${drill} ${seed} | ${red.length} | ${small} |`
  })
  return `## ${system.kind}

| bug | what it does | its drill, seed | drills | smallest |
| --- | --- | --- | --- | --- |
${rows.join('\n')}

${grid(system, results)}`
}

/** Drills down, bugs across by number: names would be wider than any page. */
function grid({ mutants }: System, results: readonly CellResult[]): string {
  const names = mutants.map(({ name }) => name)
  const own = results.filter(({ mutant }) => names.includes(mutant))
  const drills = [...new Set(own.map(({ drill }) => drill))]
  const rows = drills.map((drill) => {
    const cells = names.map((name) => {
      const cell = own.find((one) => one.drill === drill && one.mutant === name)
      return cell?.seed ?? ''
    })
    return `| ${drill} | ${cells.join(' | ')} |`
  })
  const legend = names.map((name, index) => `${index + 1} ${name}`).join(', ')
  return `The bugs in the head: ${legend}.

| drill | ${names.map((_, index) => index + 1).join(' | ')} |
| --- |${names.map(() => ' --- |').join('')}
${rows.join('\n')}
`
}

function correctTold(results: readonly CellResult[]): string {
  const red = results.filter(({ mutant, seed }) => mutant === CORRECT && seed !== null)
  if (red.length === 0) return 'green with every seed'
  return `red in ${red.map(({ drill, seed }) => `${drill} with seed ${seed}`).join(', ')}`
}
