/**
 * What a schema cannot say of a drill: that names exist, that entries belong together, that a
 * fault has something to hit. Everything that can be known before anything is started is refused
 * here.
 */
import { SHAPE_NODES_MINIMUM } from '../faults/partition-shapes.ts'
import type { Shape } from '../faults/partition-shapes.ts'
import { CORRECT } from '../runtime/spec.ts'
import type { System } from '../systems/system.ts'
import type { Drill, FaultChoice } from './drill.ts'
import { didYouMean, oneOf } from './problem.ts'
import type { Path, Problem } from './problem.ts'
import { formatDuration } from './quantities.ts'
import type { DrillLibrary } from './schema.ts'
import { checkSelector } from './check-selector.ts'

/** Every problem, in the order of the file. */
export function checkDrill(drill: Drill, library: DrillLibrary): readonly Problem[] {
  const system = library.systems.find(({ kind }) => kind === drill.system.kind)
  if (system === undefined) return []
  const placed = placedFaults(drill)
  const joiners = joinersOf(placed.map(({ choice }) => choice))
  return [
    ...checkRelease(drill.system.release, system, ['system', 'release']),
    ...checkWorkload(drill, system, library),
    ...placed.flatMap(({ choice, path }) =>
      checkFault(choice, path, { drill, system, library, joiners }),
    ),
    ...checkTimes(drill),
    ...checkUndos(drill),
    ...checkRandom(drill),
    ...checkZones(drill),
    ...checkChecks(drill, system, library),
  ]
}

/** Every problem of a fault that stands in no schedule; `nodes` are there by now. */
export function checkLooseFault(
  choice: FaultChoice,
  options: {
    readonly drill: Drill
    readonly nodes: readonly string[]
    readonly library: DrillLibrary
  },
): readonly Problem[] {
  const { drill, nodes, library } = options
  const system = library.systems.find(({ kind }) => kind === drill.system.kind)
  if (system === undefined) return []
  const named: readonly Problem[] =
    choice.name === undefined
      ? []
      : [
          {
            path: ['fault', 'name'],
            message: 'a fault by hand goes by its id',
            expected: 'no name',
          },
        ]
  const joiners = [...nodes, ...joinersOf([choice])]
  return [...named, ...checkFault(choice, ['fault'], { drill, system, library, joiners })]
}

interface PlacedFault {
  readonly choice: FaultChoice
  readonly path: Path
}

function placedFaults(drill: Drill): readonly PlacedFault[] {
  const scheduled = drill.schedule.flatMap((entry, index) =>
    'fault' in entry ? [{ choice: entry.fault, path: ['schedule', index, 'fault'] }] : [],
  )
  const drawn = (drill.random?.kinds ?? []).map((choice, index) => ({
    choice,
    path: ['random', 'faults', index],
  }))
  return [...scheduled, ...drawn]
}

interface Surroundings {
  readonly drill: Drill
  readonly system: System
  readonly library: DrillLibrary
  /** Nodes that faults bring in. */
  readonly joiners: readonly string[]
}

function checkFault(
  choice: FaultChoice,
  path: Path,
  { drill, system, library, joiners }: Surroundings,
): readonly Problem[] {
  const fault = library.faults.find(({ kind }) => kind === choice.kind)
  if (fault === undefined) return []
  const problems: Problem[] = []
  const target: Path = [...path, 'target']
  if (choice.target !== undefined) {
    const machines = { drill, joiners }
    problems.push(...checkSelector(fault, choice.target, machines, target))
  }
  const shape = choice.parameters['shape'] as Shape | undefined
  if (fault.aims === 'groups' && choice.target?.type !== 'groups' && shape !== undefined) {
    const least = SHAPE_NODES_MINIMUM[shape]
    if (drill.system.nodes < least) {
      const message = `the shape ${shape} cuts nothing among ${drill.system.nodes} nodes`
      problems.push({ path: [...path, 'shape'], message, expected: `at least ${least} nodes` })
    }
  }
  const { release } = choice.parameters
  if (fault.kind === 'bad-release' && typeof release === 'string') {
    problems.push(...checkRelease(release, system, [...path, 'release']))
  }
  return problems
}

/** Nodes that these faults bring in. */
function joinersOf(choices: readonly FaultChoice[]): readonly string[] {
  return choices.flatMap(({ parameters }) => {
    const { node, by } = parameters
    return [node, by].filter((name) => typeof name === 'string')
  })
}

function checkRelease(release: string, system: System, path: Path): readonly Problem[] {
  const known = [CORRECT, ...system.mutants.map(({ name }) => name)]
  if (known.includes(release)) return []
  const message = `${system.kind} has no release "${release}"${didYouMean(release, known)}`
  return [{ path, message, expected: oneOf(known) }]
}

function checkWorkload(drill: Drill, system: System, library: DrillLibrary): readonly Problem[] {
  const workload = library.workloads.find(({ kind }) => kind === drill.workload.kind)
  const problems: Problem[] = []
  if (drill.workload.durationMs === 0) {
    const path = ['workload', 'duration']
    problems.push({ path, message: 'a workload of 0s does nothing', expected: 'a longer duration' })
  }
  const offered = system.operations
  if (workload === undefined || workload.operations.some((name) => offered.includes(name))) {
    return problems
  }
  const message = `${system.kind} does not offer what the workload ${workload.kind} asks for`
  return [
    ...problems,
    { path: ['workload', 'kind'], message, expected: `a workload of ${oneOf(offered)}` },
  ]
}

function checkTimes(drill: Drill): readonly Problem[] {
  const { durationMs } = drill.workload
  const expected = `a time before the workload ends at ${formatDuration(durationMs)}`
  const late = drill.schedule.flatMap(({ atMs }, index): readonly Problem[] =>
    atMs < durationMs
      ? []
      : [
          {
            path: ['schedule', index, 'at'],
            message: `${formatDuration(atMs)} never comes`,
            expected,
          },
        ],
  )
  const unreached = drill.expect.flatMap(({ during }, index): readonly Problem[] =>
    during === undefined || during.toMs <= durationMs
      ? []
      : [
          {
            path: ['expect', index, 'during'],
            message: `${formatDuration(during.toMs)} is after the end`,
            expected,
          },
        ],
  )
  return [...late, ...unreached]
}

function checkUndos(drill: Drill): readonly Problem[] {
  const problems: Problem[] = []
  const names = drill.schedule.map((entry) => ('fault' in entry ? entry.fault.name : undefined))
  drill.schedule.forEach((entry, index) => {
    if ('fault' in entry) {
      const { name } = entry.fault
      const first = name === undefined ? index : names.indexOf(name)
      if (name === 'all' || first !== index) {
        const path = ['schedule', index, 'fault', 'name']
        problems.push({
          path,
          message: `the name ${String(name)} is taken`,
          expected: 'another name',
        })
      }
      return
    }
    if (entry.undo === 'all') return
    const known = names.filter((name) => name !== undefined)
    const named = drill.schedule[names.indexOf(entry.undo)]
    if (named !== undefined && named.atMs <= entry.atMs) return
    const problem = named === undefined ? 'has that name' : 'of that name stands by then'
    const message = `no fault ${problem}: "${entry.undo}"${didYouMean(entry.undo, known)}`
    problems.push({
      path: ['schedule', index, 'undo'],
      message,
      expected: oneOf(['all', ...known]),
    })
  })
  return problems
}

function checkRandom({ random, workload }: Drill): readonly Problem[] {
  if (random === undefined) return []
  const problems: Problem[] = []
  if (random.everyMs < 100) {
    const path = ['random', 'every']
    problems.push({ path, message: 'faults come too fast', expected: 'at least 100ms' })
  }
  if (random.endMs <= random.startMs || random.endMs > workload.durationMs) {
    const message = `random faults from ${formatDuration(random.startMs)} to ${formatDuration(random.endMs)}`
    const expected = `a start before the end, and an end within ${formatDuration(workload.durationMs)}`
    problems.push({ path: ['random'], message, expected })
  }
  const { livenessMs } = random
  if (livenessMs !== undefined && random.endMs + livenessMs > workload.durationMs) {
    const message = `the liveness phase ends at ${formatDuration(random.endMs + livenessMs)}`
    const expected = `an end within ${formatDuration(workload.durationMs)}`
    problems.push({ path: ['random', 'liveness'], message, expected })
  }
  return problems
}

function checkZones(drill: Drill): readonly Problem[] {
  const problems: Problem[] = []
  const seen = new Set<string>()
  Object.values(drill.zones).forEach((nodes, zone) => {
    nodes.forEach((node, index) => {
      const path: Path = ['zones', zone, 'nodes', index]
      const number = Number(node.slice(1))
      if (!/^n[1-9][0-9]*$/.test(node) || number > drill.system.nodes) {
        const expected = `a node from n1 to n${drill.system.nodes}`
        problems.push({ path, message: `there is no node "${node}"`, expected })
      } else if (seen.has(node)) {
        problems.push({ path, message: `${node} is in two zones`, expected: 'one zone for a node' })
      }
      seen.add(node)
    })
  })
  return problems
}

function checkChecks(drill: Drill, system: System, library: DrillLibrary): readonly Problem[] {
  const known = [...library.checkers, ...system.invariants].map(({ name }) => name)
  return drill.check.flatMap((name, index): readonly Problem[] =>
    known.includes(name)
      ? []
      : [
          {
            path: ['check', index],
            message: `${system.kind} has no check "${name}"${didYouMean(name, known)}`,
            expected: oneOf(known),
          },
        ],
  )
}
