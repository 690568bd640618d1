/** What the shell was started with: a drill to begin, run files to open. */
import { resolve } from 'node:path'
import { RUN_EXTENSION } from '../library/run-extension.ts'

export interface Launch {
  /** Name of a drill to begin at once. */
  readonly drill: string | null
  /** Absolute paths of run files. */
  readonly files: readonly string[]
}

export interface Started {
  readonly argv: readonly string[]
  /** Unpackaged, the first argument is the path of the app. */
  readonly packaged: boolean
  readonly folder: string
}

/** Everything else, such as the switches of Chromium, is none of ours. */
export function readLaunch({ argv, packaged, folder }: Started): Launch {
  const words = argv.slice(packaged ? 1 : 2)
  let drill: string | null = null
  const files: string[] = []
  for (const [index, word] of words.entries()) {
    if (word === '--drill') drill = words[index + 1] ?? null
    else if (word.startsWith('--drill=')) drill = word.slice('--drill='.length)
    else if (words[index - 1] === '--drill' || word.startsWith('-')) continue
    else if (word.endsWith(RUN_EXTENSION)) files.push(resolve(folder, word))
  }
  return { drill, files }
}

/** What came from another instance of the shell; whatever is not a launch is an empty one. */
export function launchOf(data: unknown): Launch {
  const { drill, files } = (data ?? {}) as { readonly [key: string]: unknown }
  return {
    drill: typeof drill === 'string' ? drill : null,
    files: Array.isArray(files) ? files.filter((file) => typeof file === 'string') : [],
  }
}
