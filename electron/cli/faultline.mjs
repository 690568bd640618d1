#!/usr/bin/env node
// The only JavaScript here: it must run on any Node, so that an old one gets a clear line
// instead of a syntax error. What escapes every other hand ends here, with the code of a failure:
// Node's own, 1, would say that a promise was broken.
const FAILURE = 255

function fail(error) {
  const text = error instanceof Error ? error.stack : String(error)
  process.stderr.write(`faultline: failed: ${text}\n`)
  process.exit(FAILURE)
}

const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(
    `faultline: needs Node 22.18 or newer, and this is ${process.versions.node}. ` +
      'Inside the project, npm scripts bring their own: npm run -s faultline -- ...\n',
  )
  process.exit(FAILURE)
}
process.on('uncaughtException', fail)
// Compiled sources are kept between starts, where the hosts keep theirs: half of a start otherwise.
const { enableCompileCache } = await import('node:module')
enableCompileCache?.(`${import.meta.dirname}/../../node_modules/.cache/faultline-compile`)
try {
  const { main } = await import('./main.ts')
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  fail(error)
}
