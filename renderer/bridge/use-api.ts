/** The API for components and stores. */
import { inject, type InjectionKey } from 'vue'
import type { Api } from '../../electron/ipc/contract.ts'

export const API: InjectionKey<Api> = Symbol('api')

export function useApi(): Api {
  const api = inject(API)
  if (api === undefined) throw new Error('there is no API: the app was not connected')
  return api
}
