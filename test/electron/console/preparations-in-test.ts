/** A part that is tested alone, with preparations of its own: nobody drills beside it. */
import type { PartOptions } from '../../../electron/console/part.ts'
import { Preparations } from '../../../electron/console/preparations.ts'

interface Needed extends PartOptions {
  readonly preparations: Preparations
}

interface Closing {
  close(): Promise<void>
}

/** What `create` makes of `options`; its `close` ends the preparations too. */
export function withPreparations<Options extends Needed, Made extends Closing>(
  create: (options: Options) => Made,
  options: Omit<Options, 'preparations'> & PartOptions,
): Made {
  const preparations = new Preparations({
    ...options,
    listen: () => () => undefined,
    failed(error) {
      throw error
    },
  })
  const made = create({ ...options, preparations } as unknown as Options)
  const close = async (): Promise<void> => {
    await made.close()
    await preparations.close()
  }
  return { ...made, close }
}
