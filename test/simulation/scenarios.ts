/**
 * The named scenarios of the seeded runs. A name and a seed are a run; changing a scenario
 * changes what its pinned seeds do.
 */
import { deposeQuietly, figureEight, voteTwice } from './choreography.ts'
import { TORMENTS } from './nemesis.ts'
import type { Scenario } from './run-seed.ts'

/** Quick elections and small batches: more happens in a second, at every border. */
const HASTY = {
  heartbeatMs: 20,
  electionTimeoutMs: 100,
  batchEntries: 8,
  inFlightMessages: 4,
  snapshotEntries: 40,
  trailingEntries: 5,
  snapshotChunkBytes: 200,
}

const IMPATIENT = { attemptMs: 80, deadlineMs: 600, backoffMaxMs: 60 }

const storm: Scenario = {
  name: 'raft-storm',
  system: { kind: 'raft', nodes: 5, release: 'correct', options: HASTY },
  workload: {
    kind: 'register',
    clients: 5,
    ratePerSecond: 100,
    durationMs: 0,
    options: { ...IMPATIENT, keys: 3 },
  },
  tormentMs: 6_000,
  everyMs: 250,
  lastsMs: [50, 900],
}

/** Frequent elections among slow disks: a vote is long on its way to the disk. */
const votes: Scenario = {
  name: 'raft-votes',
  system: { kind: 'raft', nodes: 3, release: 'correct', options: HASTY },
  workload: {
    kind: 'register',
    clients: 3,
    ratePerSecond: 30,
    durationMs: 0,
    options: { ...IMPATIENT, keys: 2 },
  },
  tormentMs: 8_000,
  everyMs: 60,
  lastsMs: [10, 250],
  torments: ['crash', 'crash', 'crash-leader', 'isolate-leader', 'isolate-leader', 'delay'],
  disk: { syncFromUs: 5_000, syncToUs: 60_000 },
  boot: { fromUs: 1_000, toUs: 10_000 },
}

/** Each vote is asked for again before the disk can have kept it. */
const voteAgain: Scenario = { ...votes, name: 'raft-vote-twice', choreography: voteTwice }

/** Leaders come and go with entries that only some have; each append carries one entry. */
const eight: Scenario = {
  name: 'raft-figure-eight',
  system: {
    kind: 'raft',
    nodes: 5,
    release: 'correct',
    options: { ...HASTY, batchEntries: 1, inFlightMessages: 1, snapshotEntries: 10_000 },
  },
  workload: {
    kind: 'register',
    clients: 8,
    ratePerSecond: 400,
    durationMs: 0,
    options: { ...IMPATIENT, keys: 3, reads: 1, writes: 8, cas: 1 },
  },
  tormentMs: 5_000,
  everyMs: 60,
  lastsMs: [20, 250],
  choreography: figureEight,
  network: { latencyFromUs: 1_000, latencyToUs: 12_000 },
  boot: { fromUs: 1_000, toUs: 10_000 },
}

/** Leaders that do not know that they are none any more, with clients that still ask them. */
const stale: Scenario = {
  ...storm,
  name: 'raft-stale',
  workload: {
    ...storm.workload,
    clients: 8,
    ratePerSecond: 300,
    options: { ...IMPATIENT, keys: 1, reads: 12, writes: 1, cas: 0 },
  },
  everyMs: 200,
  lastsMs: [100, 400],
  choreography: deposeQuietly,
}

/** Answers get lost, and requests are sent again. */
const lossy: Scenario = {
  ...storm,
  name: 'raft-lossy',
  everyMs: 200,
  lastsMs: [200, 800],
  torments: ['lossy', 'reset', 'delay'],
}

/** Members come and go under everything else. */
const members: Scenario = {
  ...storm,
  name: 'raft-members',
  system: { ...storm.system, nodes: 4 },
  joiners: ['n5', 'n6'],
  torments: [
    'members',
    'members',
    'crash',
    'crash-leader',
    'partition',
    'lossy',
    'pause',
    'transfer',
  ],
}

/** Money moves while everything breaks. */
const bank: Scenario = {
  ...storm,
  name: 'raft-bank',
  workload: { ...storm.workload, kind: 'bank', options: IMPATIENT },
}

/** No leader: quorums of replicas that lose, delay and forget. */
const abdStorm: Scenario = {
  name: 'abd-storm',
  system: {
    kind: 'abd',
    nodes: 5,
    release: 'correct',
    options: { deadlineMs: 200, retransmitMs: 20, compareMs: 100, compactAtRecords: 64 },
  },
  workload: {
    kind: 'register',
    clients: 5,
    ratePerSecond: 100,
    durationMs: 0,
    options: { ...IMPATIENT, keys: 2, cas: 0 },
  },
  tormentMs: 6_000,
  everyMs: 200,
  lastsMs: [50, 700],
  torments: TORMENTS.filter((torment) => torment !== 'transfer'),
}

/** Writes that have reached one replica stay there for long. */
const abdSlow: Scenario = {
  ...abdStorm,
  name: 'abd-slow',
  system: {
    ...abdStorm.system,
    nodes: 3,
    options: { deadlineMs: 1_000, retransmitMs: 500, compareMs: 0 },
  },
  workload: {
    ...abdStorm.workload,
    ratePerSecond: 300,
    options: { ...IMPATIENT, keys: 1, cas: 0, reads: 3, writes: 1 },
  },
  everyMs: 60,
  lastsMs: [5, 60],
  torments: ['one-way', 'partition', 'crash'],
}

export const SCENARIOS: readonly Scenario[] = [
  storm,
  votes,
  voteAgain,
  eight,
  stale,
  lossy,
  members,
  bank,
  abdStorm,
  abdSlow,
  {
    ...storm,
    name: 'raft-three',
    system: { ...storm.system, nodes: 3, options: { ...HASTY, snapshotEntries: 1_000 } },
    network: { ordered: true },
  },
]

export function findScenario(name: string): Scenario {
  const scenario = SCENARIOS.find((candidate) => candidate.name === name)
  if (!scenario) throw new Error(`there is no scenario ${name}`)
  return scenario
}
