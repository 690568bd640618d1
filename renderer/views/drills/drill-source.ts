/** The text of a drill file where only its name matters: a new one, and a copy. Pure. */

const NAME = /^[a-z0-9][a-z0-9-]{0,63}$/
const NAME_LENGTH_MAX = 64

export function isDrillName(name: string): boolean {
  return NAME.test(name)
}

/** `name`, or `name-2` and so on where it is taken. */
export function freeName(name: string, taken: readonly string[]): string {
  if (!taken.includes(name)) return name
  for (let copy = 2; ; copy++) {
    const suffix = `-${copy}`
    const candidate = name.slice(0, NAME_LENGTH_MAX - suffix.length) + suffix
    if (!taken.includes(candidate)) return candidate
  }
}

/** What the line `drill:` says; null where it says nothing that could be a name. */
export function nameIn(source: string): string | null {
  const name = /^drill:[ \t]*["']?([a-z0-9-]+)["']?[ \t]*(?:#.*)?\r?$/m.exec(source)?.[1]
  return name !== undefined && isDrillName(name) ? name : null
}

/** The same drill under another name; a text without the line gets it as its first. */
export function renamed(source: string, name: string): string {
  const line = /^drill:.*?([ \t]+#.*)?(\r?)$/m
  if (!line.test(source)) return `drill: ${name}\n${source}`
  return source.replace(line, (_, comment = '', end = '') => `drill: ${name}${comment}${end}`)
}

/** Small, valid, and worth changing. */
export function newDrillSource(name: string): string {
  return `# What to look at while it runs.
drill: ${name}
question: What happens when the leader stops answering for a while?
hypothesis: Another node takes over within two seconds, and no acknowledged write is lost.
concept: Elections
difficulty: easy

system: { kind: raft, nodes: 3 }
workload: { kind: register, clients: 4, keys: 3, rate: 200/s, duration: 15s }

schedule:
  - at: 4s
    fault: { kind: pause, target: leader, for: 3s }

expect:
  - { probe: longest-outage, at-most: 2s }
check: [linearizable, election-safety, converged]
`
}
