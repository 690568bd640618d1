/**
 * The files of the built renderer, and the headers that they go out with. Both doors use it: the
 * browser host over HTTP, the desktop shell over a scheme of its own.
 */
import { readFile } from 'node:fs/promises'
import { join, normalize, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { lookup } from 'mrmime'

export const RENDERER_FOLDER = fileURLToPath(new URL('../../out/renderer', import.meta.url))

export interface RendererFile {
  readonly status: 200 | 404
  readonly headers: { readonly [name: string]: string }
  readonly body: Uint8Array<ArrayBuffer>
}

/** The page needs nothing of the computer but to put text on the clipboard when asked to. */
const PERMISSIONS_POLICY = [
  ...['accelerometer', 'autoplay', 'camera', 'display-capture', 'encrypted-media', 'geolocation'],
  ...['gyroscope', 'hid', 'magnetometer', 'microphone', 'midi', 'payment', 'serial', 'usb'],
  ...['bluetooth', 'clipboard-read', 'screen-wake-lock', 'web-share', 'xr-spatial-tracking'],
]
  .map((feature) => `${feature}=()`)
  .join(', ')

/** Nothing is loaded from elsewhere, nothing is evaluated, nobody frames us. */
function policy(connect: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self' data: blob:",
    `connect-src 'self'${connect === '' ? '' : ` ${connect}`}`,
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

export interface RendererFilesOptions {
  readonly folder?: string
  /** A further source that the page may connect to: the WebSocket. */
  readonly connect?: string
}

/** The file at the path of a URL; `/` is the page. A path outside the folder is not found. */
export async function rendererFile(
  pathname: string,
  { folder = RENDERER_FOLDER, connect = '' }: RendererFilesOptions = {},
): Promise<RendererFile> {
  const found = await read(folder, pathname)
  if (found === null) {
    const headers = { ...commonHeaders(connect), 'content-type': 'text/plain; charset=utf-8' }
    return { status: 404, headers, body: new TextEncoder().encode('not found\n') }
  }
  const type = lookup(found.path) ?? 'application/octet-stream'
  const text = /^text\/|javascript|json/.test(type)
  const immutable = /[\\/]assets[\\/]/.test(found.path)
  return {
    status: 200,
    headers: {
      ...commonHeaders(connect),
      'content-type': text ? `${type}; charset=utf-8` : type,
      'cache-control': immutable ? 'public, max-age=31536000, immutable' : 'no-store',
    },
    body: found.body,
  }
}

function commonHeaders(connect: string): { readonly [name: string]: string } {
  return {
    'content-security-policy': policy(connect),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': PERMISSIONS_POLICY,
  }
}

async function read(folder: string, pathname: string) {
  const path = containedPath(folder, pathname)
  if (path === null) return null
  try {
    return { path, body: new Uint8Array(await readFile(path)) }
  } catch {
    return null
  }
}

/** Decoded first, contained after: `%2e%2e` is `..` too. */
function containedPath(folder: string, pathname: string): string | null {
  let decoded: string
  try {
    decoded = decodeURIComponent(pathname)
  } catch {
    return null
  }
  if (decoded.includes('\0')) return null
  const path = normalize(join(folder, decoded === '/' ? '/index.html' : decoded))
  return path.startsWith(folder + sep) ? path : null
}
