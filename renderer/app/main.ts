/** The entry: finds the door, says hello, and mounts the app. */
import '@fontsource-variable/inter/wght.css'
import '@fontsource-variable/jetbrains-mono/wght.css'
import '../styles/tokens.css'
import '../styles/base.css'
import '../styles/dialogs.css'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import { connect } from '../bridge/connect.ts'
import { API } from '../bridge/use-api.ts'
import { useExploreStore } from '../stores/explore-store.ts'
import { useProgramStore } from '../stores/program-store.ts'
import { useRoomStore } from '../stores/room-store.ts'
import App from './App.vue'
import NoToken from './NoToken.vue'
import { createConsoleRouter } from './router.ts'
import { applyTheme } from './theme.ts'

applyTheme()
const api = connect()
if (api === null) {
  createApp(NoToken).mount('#app')
} else {
  const app = createApp(App)
  app.use(createPinia())
  app.provide(API, api)
  await useProgramStore().load(api)
  await useRoomStore().follow(api)
  await useExploreStore().follow(api)
  app.use(createConsoleRouter(useProgramStore().firstStart))
  app.mount('#app')
}
