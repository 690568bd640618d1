/** What a person may do with the running drill; a refusal is told, and answered with null. */
import type { Api } from '../../electron/ipc/contract.ts'
import type { Prediction, Requests } from '../../electron/ipc/requests.ts'
import { tellProblem } from '../components/toasts.ts'

export type Act = <Value>(doing: (api: Api) => Promise<Value>) => Promise<Value | null>

/** `given` is asked at each act: the API comes after the store. */
export function acting(given: () => Api | null): Act {
  return async (doing) => {
    const api = given()
    try {
      return api === null ? null : await doing(api)
    } catch (problem) {
      tellProblem(problem)
      return null
    }
  }
}

export function roomActions(act: Act) {
  return {
    start: (request: Requests['room.start']) => act((api) => api.room.start(request)),
    inject: (fault: Requests['room.inject']['fault']) => act((api) => api.room.inject({ fault })),
    undo: (fault: string) => act((api) => api.room.undo({ fault })),
    pause: (paused: boolean) => act((api) => api.room.pause({ paused })),
    abort: () => act((api) => api.room.abort({})),
    predict: (prediction: Prediction) => act((api) => api.room.predict({ prediction })),
  }
}
