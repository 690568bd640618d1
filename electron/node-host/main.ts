/**
 * Entry of a host process. It is started by the supervisor with a channel to it, and is told
 * everything else over that channel.
 */
import { createMachine } from '../../core/systems/create-machine.ts'
import { processChannel } from './channel.ts'
import { runProcess } from './run-process.ts'

runProcess(processChannel(), createMachine)
