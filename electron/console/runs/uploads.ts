/**
 * Run files on their way in, piece by piece, each in a private folder until it is whole. What is
 * given up (nothing came for a while, too much came, the console closed) is removed.
 */
import { randomBytes } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import { mkdir, mkdtemp, open, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { refuse } from '../../ipc/envelope.ts'
import { RUN_EXTENSION } from '../../library/home.ts'
import { IMPORT_BYTES_MAX, INCOMING_PREFIX } from '../../library/import-run.ts'

export const UPLOADS_MAX = 4
export const PIECE_BYTES_MAX = 1024 ** 2
/** Without a piece for so long, an upload is given up, ms. */
export const UPLOAD_IDLE_MS = 60_000
/** A folder this old belongs to a console that was killed, ms. */
const ABANDONED_MS = 24 * 60 * 60 * 1000

interface Upload {
  readonly fileName: string
  /** How many there will be. */
  readonly bytes: number
  readonly folder: string
  readonly path: string
  readonly file: FileHandle
  received: number
  /** No more pieces are taken. */
  finishing: boolean
  /** The pieces are written in the order in which they came. */
  writing: Promise<void>
  idle: NodeJS.Timeout
}

export interface UploadOrder {
  readonly fileName: string
  readonly bytes: number
}

export interface ReceivedFile extends UploadOrder {
  readonly path: string
}

export class Uploads {
  readonly #uploads = new Map<string, Upload>()
  readonly #runs: string
  readonly #idleMs: number
  #beginning = 0
  #closed = false

  constructor(runs: string, idleMs = UPLOAD_IDLE_MS) {
    this.#runs = runs
    this.#idleMs = idleMs
  }

  /** A token that nobody can guess. Throws `CallError`, as all of these do. */
  async begin({ fileName, bytes }: UploadOrder): Promise<string> {
    if (bytes > IMPORT_BYTES_MAX) throw refuse('a run file of more than 1 GiB cannot be taken in')
    if (this.#uploads.size + this.#beginning >= UPLOADS_MAX) {
      throw refuse(`${UPLOADS_MAX} files are coming in already; wait for them`)
    }
    this.#beginning++
    try {
      await mkdir(this.#runs, { recursive: true, mode: 0o700 })
      await this.#removeAbandoned()
      const folder = await mkdtemp(join(this.#runs, INCOMING_PREFIX))
      const path = join(folder, `upload${RUN_EXTENSION}`)
      const file = await open(path, 'wx', 0o600)
      const token = randomBytes(16).toString('hex')
      const idle = this.#watch(token)
      const received = { received: 0, finishing: false, writing: Promise.resolve() }
      this.#uploads.set(token, { fileName, bytes, folder, path, file, idle, ...received })
      if (this.#closed) await this.giveUp(token)
      return token
    } finally {
      this.#beginning--
    }
  }

  async take(token: string, piece: unknown): Promise<void> {
    const upload = this.#upload(token)
    if (!(piece instanceof Uint8Array)) throw refuse('a piece is bytes', 'bad-request')
    if (piece.length > PIECE_BYTES_MAX) {
      throw refuse(`a piece has at most ${PIECE_BYTES_MAX} bytes`, 'bad-request')
    }
    upload.received += piece.length
    if (upload.received > upload.bytes) {
      await this.giveUp(token)
      throw refuse(`more came than the ${upload.bytes} bytes that were announced`)
    }
    clearTimeout(upload.idle)
    upload.idle = this.#watch(token)
    upload.writing = upload.writing.then(async () => void (await upload.file.writeFile(piece)))
    try {
      await upload.writing
    } catch (error) {
      await this.giveUp(token)
      throw error
    }
  }

  /** Hands the whole file to `admit`; whatever comes of it, nothing is left here. */
  async finish<Result>(
    token: string,
    admit: (file: ReceivedFile) => Promise<Result>,
  ): Promise<Result> {
    const upload = this.#upload(token)
    const { fileName, bytes, path, file, received } = upload
    upload.finishing = true
    clearTimeout(upload.idle)
    try {
      await upload.writing
      await file.close()
      if (received !== bytes) throw refuse(`${received} of ${bytes} bytes came`)
      return await admit({ fileName, bytes, path })
    } finally {
      await this.giveUp(token)
    }
  }

  async giveUp(token: string): Promise<void> {
    const upload = this.#uploads.get(token)
    if (upload === undefined) return
    this.#uploads.delete(token)
    clearTimeout(upload.idle)
    await upload.writing.catch(() => undefined)
    await upload.file.close().catch(() => undefined)
    await rm(upload.folder, { recursive: true, force: true })
  }

  async close(): Promise<void> {
    this.#closed = true
    await Promise.all([...this.#uploads.keys()].map((token) => this.giveUp(token)))
  }

  #upload(token: string): Upload {
    const upload = this.#uploads.get(token)
    if (upload === undefined || upload.finishing) {
      throw refuse('there is no such upload, or it was given up', 'not-found')
    }
    return upload
  }

  #watch(token: string): NodeJS.Timeout {
    return setTimeout(() => void this.giveUp(token), this.#idleMs).unref()
  }

  async #removeAbandoned(): Promise<void> {
    for (const name of await readdir(this.#runs)) {
      if (!name.startsWith(INCOMING_PREFIX)) continue
      const folder = join(this.#runs, name)
      const found = await stat(folder).catch(() => null)
      const old = found !== null && found.mtimeMs < Date.now() - ABANDONED_MS
      if (old) await rm(folder, { recursive: true, force: true })
    }
  }
}
