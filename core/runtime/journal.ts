/**
 * What a journal holds: one entry for each step of one machine, written before the step's
 * effects leave its host. From these entries alone the machine can be run again to the bit.
 *
 * Entries are plain data; the host gives them bytes, a length and a checksum. One process keeps
 * one journal for all its machines, in the order of their steps; it spans restarts, and every
 * life of a machine begins with a `boot` entry.
 */
import type { HybridTime } from '../clocks/hybrid.ts'
import type { MachineSpec } from './spec.ts'
import type { Address, Input, Report } from './machine.ts'

/** A life of the machine begins. */
export interface BootEntry {
  readonly kind: 'boot'
  readonly machine: Address
  readonly spec: MachineSpec
  /** Seed of this life's random numbers. */
  readonly seed: string
  /** 1 for the first life, then 2, .... */
  readonly incarnation: number
  /** Microseconds since the run began, by the computer's clock. */
  readonly atUs: number
}

export interface StepEntry {
  readonly kind: 'step'
  readonly machine: Address
  /** True time: microseconds since the run began, by the computer's monotonic clock. */
  readonly atUs: number
  /** What the machine took for the time, ms; faults may have moved it. */
  readonly now: number
  readonly input: Input
  /** Clocks of this event after the input was received. */
  readonly lamport: number
  readonly hybrid: HybridTime
  /** For inputs that came in an envelope: who sent it, and its number there. */
  readonly cause?: { readonly from: string; readonly id: number }
  /** Number of the first envelope that this step sends; the others follow by one. */
  readonly firstSend: number
  /** What the step reported, so that it can be read without running anything. */
  readonly reports: readonly Report[]
  /** Rolling digest of all effects of this life, after this step. */
  readonly digest: number
}

export type JournalEntry = BootEntry | StepEntry
