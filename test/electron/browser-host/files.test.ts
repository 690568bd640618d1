/**
 * Goal: over plain HTTP there are the files of the page, with headers that lock it in, and nothing
 * else. Method: a real host, and requests written by hand, because clients tidy up paths.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hosted, rawRequest, type Hosted } from './hosted.ts'

let to: Hosted

beforeAll(async () => {
  to = await hosted()
})

afterAll(() => to.close())

function get(path: string, method = 'GET', host = `127.0.0.1:${to.host.port}`): Promise<string> {
  const request = `${method} ${path} HTTP/1.1\r\nhost: ${host}\r\nconnection: close\r\n\r\n`
  return rawRequest(to.host.port, request)
}

function statusOf(answer: string): number {
  return Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1])
}

describe('the files of the page', () => {
  it('are served without a token, because they are no secret', async () => {
    expect(await get('/')).toContain('<title>page</title>')
    const script = await get('/assets/app-1.js')
    expect(script).toContain('export {}')
    expect(script).toMatch(/content-type: text\/javascript; charset=utf-8/i)
    expect(script).toMatch(/cache-control: public, max-age=31536000, immutable/i)
  })

  it('go out with headers that lock the page in', async () => {
    const answer = await get('/')
    const policy = /content-security-policy: ([^\r]+)/i.exec(answer)?.[1] ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self'")
    expect(policy).toContain(`connect-src 'self' ws://127.0.0.1:${to.host.port};`)
    expect(policy).not.toMatch(/unsafe|https?:|\*/)
    for (const header of [
      'x-content-type-options: nosniff',
      'referrer-policy: no-referrer',
      'cross-origin-opener-policy: same-origin',
      'cross-origin-resource-policy: same-origin',
      'permissions-policy: accelerometer=()',
    ]) {
      expect(answer.toLowerCase()).toContain(header)
    }
  })

  it.each([
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/%2e%2e%2fsecret.txt',
    '/..%2fsecret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/..%5csecret.txt',
    '/%252e%252e%252fsecret.txt',
    '/assets/%00/../../secret.txt',
    '//secret.txt',
    '/%',
    '/%ff',
    '/etc/passwd',
    '/assets',
    '/assets/',
  ])('are all that there is: %s is not found', async (path) => {
    const answer = await get(path)
    expect(statusOf(answer)).toBe(404)
    expect(answer).not.toContain('not for anybody')
  })

  it('are named by a path', async () => {
    expect(statusOf(await get('//'))).toBe(404)
    expect(statusOf(await get('///%'))).toBe(404)
    expect(statusOf(await get('http://'))).toBe(400)
    expect(statusOf(await get('*'))).toBe(400)
    expect(statusOf(await get('/'))).toBe(200)
  })

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'TRACE', 'PATCH'])('take no %s', async (method) => {
    const answer = await get('/', method)
    expect(statusOf(answer)).toBe(405)
    expect(answer).toMatch(/allow: GET, HEAD/i)
  })

  it('have heads without bodies', async () => {
    const answer = await get('/', 'HEAD')
    expect(statusOf(answer)).toBe(200)
    expect(answer).not.toContain('<title>')
  })

  it.each(['attacker.example', '127.0.0.1', '127.0.0.1:1', '[::1]:80', 'localhost', '0.0.0.0:80'])(
    'are not for a page that came by the name %s',
    async (host) => {
      expect(statusOf(await get('/', 'GET', host))).toBe(403)
    },
  )

  it('are there under the name localhost too', async () => {
    expect(statusOf(await get('/', 'GET', `localhost:${to.host.port}`))).toBe(200)
  })
})
