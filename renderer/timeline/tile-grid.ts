/**
 * The tiles of a timeline: aligned windows whose spans are powers of two, so that a view at any
 * zoom is covered by few of them, and a tile serves again after the view moved. A tile is named by
 * one number made of its level and its place. Pure.
 */
import type { TimeScale } from './time-scale.ts'

/** Bins of a tile; on the screen one is between two and four pixels wide. */
export const TILE_BINS = 256
/** A tile is at least as wide as this on the screen, and less than twice as wide. */
const TILE_PX_MIN = 512
/** 256 µs: a quarter of the shortest view. */
const LEVEL_MIN = 8
const PLACES = 2 ** 33

export type TileName = number

export function tileName(level: number, place: number): TileName {
  return level * PLACES + place
}

export function levelOf(name: TileName): number {
  return Math.floor(name / PLACES)
}

export function placeOf(name: TileName): number {
  return name % PLACES
}

export function tileFromUs(name: TileName): number {
  return placeOf(name) * 2 ** levelOf(name)
}

export function tileToUs(name: TileName): number {
  return (placeOf(name) + 1) * 2 ** levelOf(name)
}

/** Level of the one tile that holds the whole run. */
export function rootLevel(durationUs: number): number {
  return Math.max(LEVEL_MIN, Math.ceil(Math.log2(Math.max(1, durationUs + 1))))
}

/** At which level a scale is drawn. */
export function levelFor(scale: TimeScale): number {
  const level = Math.ceil(Math.log2(TILE_PX_MIN / scale.pxPerUs))
  return Math.min(rootLevel(scale.durationUs), Math.max(LEVEL_MIN, level))
}

export function parentOf(name: TileName): TileName {
  return tileName(levelOf(name) + 1, Math.floor(placeOf(name) / 2))
}

/** The tiles of a level that hold `fromUs` to `toUs`, in order. */
export function tilesCovering(level: number, fromUs: number, toUs: number): readonly TileName[] {
  const spanUs = 2 ** level
  const first = Math.max(0, Math.floor(fromUs / spanUs))
  const last = Math.max(first, Math.ceil(toUs / spanUs) - 1)
  return Array.from({ length: last - first + 1 }, (_, offset) => tileName(level, first + offset))
}

export interface WantedTiles {
  /** What is on the screen. */
  readonly visible: readonly TileName[]
  /** What may be there soon: beside it, above it, and the whole run. */
  readonly near: readonly TileName[]
}

export function wantedTiles(scale: TimeScale): WantedTiles {
  const level = levelFor(scale)
  const root = rootLevel(scale.durationUs)
  const visible = tilesCovering(level, scale.fromUs, scale.toUs)
  const spanUs = 2 ** level
  const near = new Set<TileName>([tileName(root, 0)])
  const before = scale.fromUs - spanUs
  const after = scale.toUs + spanUs
  for (const name of tilesCovering(level, Math.max(0, before), Math.min(scale.durationUs, after))) {
    near.add(name)
  }
  if (level < root) for (const name of visible) near.add(parentOf(name))
  for (const name of visible) near.delete(name)
  return { visible, near: [...near] }
}
