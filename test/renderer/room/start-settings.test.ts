import { describe, expect, it } from 'vitest'
import type { DrillSketch } from '../../../electron/ipc/shapes/drills.ts'
import {
  elapsedText,
  leftText,
  phaseText,
  stampText,
  totalText,
} from '../../../renderer/views/room/moments.ts'
import {
  settingProblems,
  settingsAsked,
  settingsOf,
  startRequest,
} from '../../../renderer/views/room/start-settings.ts'

const DRILL = {
  name: 'leader-loss',
  release: 'correct',
  nodes: 5,
  durationMs: 20_000,
} as DrillSketch

describe('the settings of a start', () => {
  it('take the seed and the mutant of a run that is made again', () => {
    const asked = settingsAsked(settingsOf(DRILL), { seed: '7', mutant: 'local-reads' })
    expect(startRequest(DRILL, 'library', asked)).toMatchObject({
      seed: '7',
      mutant: 'local-reads',
    })
    expect(settingsAsked(settingsOf(DRILL), { seed: ['1', '2'] })).toEqual(settingsOf(DRILL))
  })

  it('ask for nothing that the drill says already', () => {
    expect(startRequest(DRILL, 'library', settingsOf(DRILL))).toEqual({
      drill: { name: 'leader-loss', origin: 'library' },
      overrides: [],
      byHand: false,
    })
  })

  it('ask for what was changed', () => {
    const settings = {
      seed: ' 7 ',
      release: 'local-reads',
      nodes: '3',
      duration: '1m',
      byHand: true,
      prediction: 'breaks',
    } as const
    expect(startRequest(DRILL, 'own', settings)).toEqual({
      drill: { name: 'leader-loss', origin: 'own' },
      overrides: ['system.nodes=3', 'workload.duration=1m'],
      byHand: true,
      seed: '7',
      mutant: 'local-reads',
      prediction: 'breaks',
    })
  })

  it('say what is wrong with them', () => {
    const settings = settingsOf(DRILL)
    expect(settingProblems(settings)).toEqual({})
    expect(settingProblems({ ...settings, nodes: '26', duration: '20' })).toEqual({
      nodes: 'Expected 1 to 25.',
      duration: 'Expected a time such as 20s.',
    })
    expect(settingProblems({ ...settings, nodes: '', duration: '0s' })).toHaveProperty('nodes')
  })
})

describe('times of the drill room', () => {
  it('are read with their tenths while they run, without where they are planned', () => {
    expect([-500, 0, 12_449, 61_000, 600_000].map(elapsedText)).toEqual([
      '00:00.0',
      '00:00.0',
      '00:12.4',
      '01:01.0',
      '10:00.0',
    ])
    expect(totalText(30_000)).toBe('00:30')
    expect(stampText(-1240)).toBe('−1.2')
    expect([17_600, -4, 124_100].map(leftText)).toEqual(['17.6 s', '0.0 s', '2 min 05 s'])
    expect(phaseText('drill')).toBeNull()
  })
})
