/** A host process whose machines do what they are told. */
import { processChannel } from '../../../electron/node-host/channel.ts'
import { runProcess } from '../../../electron/node-host/run-process.ts'
import { ScriptMachine } from '../../conformance/script-machine.ts'

runProcess(processChannel(), () => new ScriptMachine())
