/**
 * Goal: a window that reads slowly costs a bounded amount and still learns how things stand.
 * Method: an outbox over a pipe that the test empties by hand.
 */
import { describe, expect, it } from 'vitest'
import { decodeFrame } from '../../../electron/ipc/frames.ts'
import { Outbox } from '../../../electron/ipc/outbox.ts'

/** A pipe that keeps what it is given until it is told that the other side has read. */
function slowPipe(waitingBytesMax: number) {
  const waiting: { bytes: Uint8Array; sent: () => void }[] = []
  let drained = 0
  const outbox = new Outbox({
    send: (bytes, sent) => void waiting.push({ bytes, sent }),
    waitingBytesMax,
    drained: () => void drained++,
  })
  return {
    outbox,
    read: () => {
      const next = waiting.shift()
      next?.sent()
      return next === undefined ? undefined : decodeFrame(next.bytes)
    },
    waitingBytes: () => waiting.reduce((sum, { bytes }) => sum + bytes.length, 0),
    drained: () => drained,
  }
}

const summary = { text: 'x'.repeat(1_000) } as never
const run = (name: string) => ({ run: name })

describe('the outbox of a door', () => {
  it('leaves summaries out while it is full, and sends them again afterwards', () => {
    const pipe = slowPipe(5_000)
    for (let i = 0; i < 1_000; i++) pipe.outbox.event('room.summary', summary)
    expect(pipe.waitingBytes()).toBeLessThan(8_000)
    while (pipe.read() !== undefined);
    pipe.outbox.event('room.summary', summary)
    expect(pipe.read()).toMatchObject({ event: 'room.summary' })
  })

  it('keeps the latest of every other event until there is room', () => {
    const pipe = slowPipe(1_000)
    pipe.outbox.event('room.summary', summary)
    for (const name of ['a', 'b', 'c']) pipe.outbox.event('app.open', run(name))
    pipe.outbox.event('runs.changed', {})
    expect(pipe.waitingBytes()).toBeLessThan(2_000)
    expect(pipe.read()).toMatchObject({ event: 'room.summary' })
    expect(pipe.read()).toEqual({ event: 'app.open', value: { run: 'c' } })
    expect(pipe.read()).toEqual({ event: 'runs.changed', value: {} })
    expect(pipe.read()).toBeUndefined()
  })

  it('sends an answer of any size, also when it is full', () => {
    const pipe = slowPipe(1_000)
    pipe.outbox.event('room.summary', summary)
    pipe.outbox.answer(7, { ok: true, value: new Uint8Array(10_000_000) })
    pipe.read()
    expect(pipe.read()).toMatchObject({ id: 7, answer: { ok: true } })
  })

  it('tells once that there is room again', () => {
    const pipe = slowPipe(1_500)
    for (let i = 0; i < 4; i++) pipe.outbox.answer(i, { ok: true, value: summary })
    expect(pipe.outbox.full).toBe(true)
    while (pipe.read() !== undefined);
    expect(pipe.outbox.full).toBe(false)
    expect(pipe.drained()).toBe(1)
  })

  it('counts bytes once where the pipe reports them twice', () => {
    const sents: (() => void)[] = []
    const outbox = new Outbox({
      send: (_, sent) => void sents.push(sent),
      waitingBytesMax: 1_500,
      drained: () => undefined,
    })
    outbox.answer(1, { ok: true, value: summary })
    outbox.answer(2, { ok: true, value: summary })
    sents[0]?.()
    sents[0]?.()
    outbox.answer(3, { ok: true, value: summary })
    expect(outbox.full).toBe(true)
  })

  it('answers that an answer cannot be sent, where it cannot be packed', () => {
    const pipe = slowPipe(1_000)
    const value = {
      get broken(): never {
        throw new Error('no such thing')
      },
    }
    pipe.outbox.answer(3, { ok: true, value })
    expect(pipe.read()).toMatchObject({ id: 3, answer: { ok: false, error: { code: 'failed' } } })
  })
})
