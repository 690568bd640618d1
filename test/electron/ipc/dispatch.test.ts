/**
 * Goal: whatever comes through a door ends as an envelope, and only calls of the contract reach a
 * handler. Method: a dispatch over handlers of our own that note what reached them.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CALLS } from '../../../electron/ipc/channels.ts'
import type { Handlers } from '../../../electron/ipc/contract.ts'
import { createDispatch } from '../../../electron/ipc/dispatch.ts'
import { refuse } from '../../../electron/ipc/envelope.ts'
import { decodeFrame, encodeFrame } from '../../../electron/ipc/frames.ts'
import { REQUESTS } from '../../../electron/ipc/requests.ts'

function dispatchTo(handlers: Partial<Handlers>) {
  const failures: unknown[] = []
  const dispatch = createDispatch(handlers as Handlers, (name, error) =>
    failures.push([name, error]),
  )
  return { dispatch, failures }
}

describe('the dispatch of calls', () => {
  it('knows exactly the calls that have a request', () => {
    expect([...CALLS].sort()).toEqual(Object.keys(REQUESTS).sort())
  })

  it.each(['', 'room', 'room.explode', '__proto__', 'constructor', 'toString', 7, null, {}])(
    'answers that there is no call %j',
    async (name) => {
      const { dispatch } = dispatchTo({})
      expect(await dispatch(name, {})).toMatchObject({
        ok: false,
        error: { code: 'unknown-call', definite: true },
      })
    },
  )

  it('lets no request of another shape reach a handler', async () => {
    const { dispatch, failures } = dispatchTo({})
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...CALLS), fc.anything(), async (name, request) => {
        const answer = await dispatch(name, ['not an object', request])
        expect(answer).toMatchObject({ ok: false, error: { code: 'bad-request' } })
      }),
    )
    expect(failures).toEqual([])
  })

  it('says where a request is wrong', async () => {
    const { dispatch } = dispatchTo({})
    expect(await dispatch('runs.show', { run: '../../etc/passwd' })).toMatchObject({
      error: { code: 'bad-request', message: expect.stringContaining('run must match') },
    })
    expect(await dispatch('room.halt', { also: 1 })).toMatchObject({
      error: { message: expect.stringContaining('additional properties') },
    })
  })

  it('passes on what a handler refuses, word for word', async () => {
    const { dispatch, failures } = dispatchTo({
      'room.halt': () => {
        throw refuse('no drill runs')
      },
    })
    const error = { code: 'refused', message: 'no drill runs', definite: true }
    expect(await dispatch('room.halt', {})).toEqual({ ok: false, error })
    expect(failures).toEqual([])
  })

  it('answers for a handler that fails, and tells of it', async () => {
    const { dispatch, failures } = dispatchTo({
      'room.halt': () => Promise.reject(new Error('a mistake')),
    })
    const error = { code: 'failed', message: 'a mistake', definite: false }
    expect(await dispatch('room.halt', {})).toEqual({ ok: false, error })
    expect(failures).toHaveLength(1)
  })

  it('takes nothing of a prototype out of a frame', () => {
    const bytes = encodeFrame({ id: 1, call: 'x', request: JSON.parse('{"__proto__":{"bad":1}}') })
    const { request } = decodeFrame(bytes) as { readonly request: { readonly bad?: number } }
    expect(request.bad).toBeUndefined()
    expect(({} as { readonly bad?: number }).bad).toBeUndefined()
  })

  it('carries columns of numbers as such', () => {
    const value = { ok: new Uint32Array([1, 2 ** 32 - 1]), p99: new Float32Array([1.5, NaN]) }
    const bytes = encodeFrame({ event: 'x', value })
    expect(decodeFrame(bytes)).toEqual({ event: 'x', value })
  })
})
