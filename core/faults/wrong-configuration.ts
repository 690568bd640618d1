/** Some nodes are restarted with other settings than the rest. */
import { redeployment } from './redeployment.ts'

export const WRONG_CONFIGURATION = redeployment({
  kind: 'wrong-configuration',
  summary: 'Some nodes are restarted with other settings than the rest.',
  parameters: {
    type: 'object',
    properties: {
      options: {
        type: 'object',
        properties: {},
        additionalProperties: false,
        quantity: 'system-options',
        description: 'settings of the system, as under `system`',
      },
    },
    required: ['options'],
    additionalProperties: false,
  },
  instead: ({ options }) => ({ options: options as { readonly [name: string]: unknown } }),
  other: 'configuration',
})
