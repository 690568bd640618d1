/** A drill as lists and the empty drill room show it. */
import { DIFFICULTIES, type Drill, type Expectation } from '../../../core/drills/drill.ts'
import { describeBounds } from '../../../core/drills/probes.ts'
import { formatDuration } from '../../../core/drills/quantities.ts'
import { inOrderOfTime } from '../../../core/drills/random-schedule.ts'
import type { DrillSketch } from '../../ipc/shapes/drills.ts'
import { sketchRandom, sketchSchedule } from './sketch-schedule.ts'

/** Of drills that do not say what they are about. */
const OTHER = 'Other'

export function sketchDrill(drill: Drill): DrillSketch {
  const { system, workload, tags } = drill
  // Drills of before the field said it with a tag.
  const tagged = DIFFICULTIES.find((word) => tags.includes(word))
  return {
    name: drill.name,
    question: drill.question,
    hypothesis: drill.hypothesis,
    concept: drill.concept ?? OTHER,
    difficulty: drill.difficulty ?? tagged ?? 'medium',
    tags,
    system: system.kind,
    nodes: system.nodes,
    release: system.release,
    workload: workload.kind,
    clients: workload.clients,
    ratePerSecond: workload.ratePerSecond ?? null,
    durationMs: workload.durationMs,
    checks: drill.check,
    expectations: drill.expect.map(expectationText),
    schedule: sketchSchedule(inOrderOfTime(drill.schedule)),
    random: sketchRandom(drill),
  }
}

function expectationText(expectation: Expectation): string {
  const told = describeBounds(expectation.probe, expectation)
  const { during } = expectation
  if (during === undefined) return told
  return `${told} from ${formatDuration(during.fromMs)} to ${formatDuration(during.toMs)}`
}
