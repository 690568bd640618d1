/**
 * Where the console's program lies: the sources and a real Node. In the packaged app both are
 * beside the archive; in the project they are the project's own.
 */
import { join } from 'node:path'
import type { ConsoleProgram } from './console-client.ts'

export interface Surroundings {
  readonly packaged: boolean
  /** Electron's `process.resourcesPath`. */
  readonly resources: string
  /** The folder of `package.json`. */
  readonly root: string
  readonly platform: NodeJS.Platform
  readonly environment: { readonly [name: string]: string | undefined }
}

const ENTRY = ['electron', 'console', 'console-process.ts']

export function consoleProgram(surroundings: Surroundings): ConsoleProgram {
  const { packaged, resources, root, platform, environment } = surroundings
  const executable = platform === 'win32' ? 'node.exe' : 'node'
  if (packaged) {
    return {
      node: join(resources, 'node', executable),
      entry: join(resources, 'app.asar.unpacked', ...ENTRY),
    }
  }
  // `npm start` says which Node it runs on; whoever starts Electron by hand has the project's.
  const own = join(root, 'node_modules', 'node', 'bin', executable)
  return { node: environment['FAULTLINE_NODE'] || own, entry: join(root, ...ENTRY) }
}
