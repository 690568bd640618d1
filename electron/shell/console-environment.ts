/**
 * What the console's process is given of the shell's environment: all but the variables that
 * change what Electron or Node are.
 */
export function consoleEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(environment).filter(([name]) => !/^(ELECTRON|NODE)_/i.test(name))
  return Object.fromEntries(kept)
}
