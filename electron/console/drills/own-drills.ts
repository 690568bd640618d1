/**
 * The user's own drill files: `NAME.yaml` in one folder. A drill goes by its name; what is no
 * plain file there (a link to elsewhere, a folder) is neither read nor written over.
 *
 * A file is written beside its place, synced and renamed, so that neither a crash nor a full disk
 * leaves half a drill where a whole one was.
 */
import { randomBytes } from 'node:crypto'
import { constants } from 'node:fs'
import { lstat, mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { FILE_BYTES_MAXIMUM } from '../../drill-files/document.ts'
import { refuse } from '../../ipc/envelope.ts'

const EXTENSION = '.yaml'
const NAME = /^[a-z0-9][a-z0-9-]{0,63}$/
/** Further files are not listed: a folder that somebody filled must not hold up the console. */
export const OWN_DRILLS_MAX = 500
/** Absent on Windows, where the look before has to do. */
const NO_FOLLOW = constants.O_NOFOLLOW ?? 0

export class OwnDrills {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
  }

  /** In order; a folder that was never made holds none. */
  async names(): Promise<readonly string[]> {
    const entries = await readdir(this.#folder, { withFileTypes: true }).catch(none)
    return entries
      .filter((entry) => entry.isFile() && entry.name.endsWith(EXTENSION))
      .map(({ name }) => name.slice(0, -EXTENSION.length))
      .filter((name) => NAME.test(name))
      .sort()
      .slice(0, OWN_DRILLS_MAX)
  }

  /** The text of the file. Refuses with `not-found`, or in a sentence what cannot be shown. */
  async read(name: string): Promise<string> {
    const path = this.#path(name)
    if (!(await isPlainFile(path))) throw refuse(`there is no own drill "${name}"`, 'not-found')
    await using handle = await open(path, constants.O_RDONLY | NO_FOLLOW)
    const { size } = await handle.stat()
    if (size > FILE_BYTES_MAXIMUM) {
      throw refuse(`${name}.yaml is over ${FILE_BYTES_MAXIMUM / 1024} kB: no drill is that long`)
    }
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(await handle.readFile())
    } catch (error) {
      if (error instanceof TypeError) throw refuse(`${name}.yaml is not text in UTF-8`)
      throw error
    }
  }

  /** Refuses where the name is taken and `overwrite` is false. */
  async write(name: string, source: string, overwrite: boolean): Promise<void> {
    const path = this.#path(name)
    await mkdir(this.#folder, { recursive: true, mode: 0o700 })
    const reserved = await this.#reserve(name, overwrite)
    const beside = join(this.#folder, `.${name}-${randomBytes(6).toString('hex')}.tmp`)
    try {
      await using handle = await open(beside, 'wx', 0o600)
      await handle.writeFile(source)
      await handle.sync()
      await rename(beside, path)
    } catch (error) {
      await rm(beside, { force: true })
      if (reserved) await rm(path, { force: true })
      throw error
    }
  }

  /** Refuses with `not-found`. */
  async remove(name: string): Promise<void> {
    const path = this.#path(name)
    if (!(await isPlainFile(path))) throw refuse(`there is no own drill "${name}"`, 'not-found')
    await rm(path, { force: true })
  }

  /** Takes a free name, so that nobody else is given it meanwhile; false where it was ours. */
  async #reserve(name: string, overwrite: boolean): Promise<boolean> {
    const path = this.#path(name)
    try {
      await (await open(path, 'wx', 0o600)).close()
      return true
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    if (!(await isPlainFile(path))) {
      throw refuse(`${name}.yaml is no plain file; move it out of the way first`)
    }
    if (!overwrite) throw refuse(`there is an own drill "${name}" already`)
    return false
  }

  #path(name: string): string {
    // The contract has let nothing else through; a path would lead out of the folder.
    if (!NAME.test(name)) throw refuse(`"${name}" is no name of a drill`, 'bad-request')
    return join(this.#folder, `${name}${EXTENSION}`)
  }
}

async function isPlainFile(path: string): Promise<boolean> {
  try {
    return (await lstat(path)).isFile()
  } catch {
    return false
  }
}

function none(error: NodeJS.ErrnoException): [] {
  if (error.code === 'ENOENT') return []
  throw error
}
