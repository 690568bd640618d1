/**
 * A conductor that starts a cluster of fixture hosts and then waits to be killed. Its first line
 * on standard output is the folder of the run, once everything is up.
 */
import { smallCluster } from './small-cluster.ts'

const words = process.argv.slice(2)
const small = smallCluster({
  options: { deaf: words.includes('deaf') },
  removeFolderOnDeath: words.includes('remove-folder'),
})
await small.cluster.start()
if (words.includes('pause')) await small.cluster.apply('f1', [{ kind: 'pause', node: 'n2' }])
process.stdout.write(`${small.folder}\n`)
