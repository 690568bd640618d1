#!/usr/bin/env node
// The only JavaScript here: it must run on any Node, so that an old one gets a clear line
// instead of a syntax error.
const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(
    `faultline: needs Node 22.18 or newer, and this is ${process.versions.node}. ` +
      'Inside the project, npm scripts bring their own: npm run -s faultline -- ...\n',
  )
  process.exit(255)
}
const { main } = await import('./main.ts')
process.exitCode = await main(process.argv.slice(2))
