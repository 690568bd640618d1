/** A host process whose machines only talk, for `transport.ts`. */
import { processChannel } from '../../electron/node-host/channel.ts'
import { runProcess } from '../../electron/node-host/run-process.ts'
import { Talker } from './transport-machine.ts'

runProcess(processChannel(), (spec) => new Talker(spec.id))
