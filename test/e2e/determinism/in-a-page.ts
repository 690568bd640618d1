/** The entry of the bundle for the page. */
import { digestsOf } from './digests.ts'

Object.assign(globalThis, { digestsOf })
