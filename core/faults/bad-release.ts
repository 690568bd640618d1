/** Somebody deploys a release with a published bug on some of the nodes. */
import { textOf } from './planning.ts'
import { redeployment } from './redeployment.ts'

export const BAD_RELEASE = redeployment({
  kind: 'bad-release',
  summary: 'A release with a known bug is deployed on some nodes.',
  parameters: {
    type: 'object',
    properties: {
      release: {
        type: 'string',
        minLength: 1,
        maxLength: 100,
        description: 'the name of a mutant of the system',
      },
    },
    required: ['release'],
    additionalProperties: false,
  },
  instead: (parameters) => ({ release: textOf(parameters, 'release') }),
  other: 'release',
})
