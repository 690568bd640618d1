/** A part that is tested alone, with preparations of its own: nobody drills beside it, if not told. */
import type { ListeningPartOptions, PartOptions } from '../../../electron/console/part.ts'
import { Preparations } from '../../../electron/console/preparations.ts'

interface Needed extends Partial<ListeningPartOptions> {
  readonly preparations: Preparations
}

interface Closing {
  close(): Promise<void>
}

/** What `create` makes of what is given; its `close` ends the preparations too. */
export function withPreparations<Options extends Needed, Made extends Closing>(
  create: (options: Options) => Made,
  given: Omit<Options, 'preparations' | 'listen'> & PartOptions & Partial<ListeningPartOptions>,
): Made {
  const options = { listen: () => () => undefined, ...given }
  const failed = (error: Error): never => {
    throw error
  }
  const preparations = new Preparations({ ...options, failed })
  const made = create({ ...options, preparations } as unknown as Options)
  const close = async (): Promise<void> => {
    await made.close()
    await preparations.close()
  }
  return { ...made, close }
}
