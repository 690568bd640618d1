/** Asks before what was not saved is left behind: on the way to another screen, and out. */
import { onMounted, onUnmounted } from 'vue'
import { onBeforeRouteLeave, onBeforeRouteUpdate } from 'vue-router'
import { confirm } from '../../../components/confirm.ts'

export function useUnsavedGuard(unsaved: () => boolean): void {
  const mayLeave = (): boolean | Promise<boolean> =>
    !unsaved() ||
    confirm({
      title: 'Leave without saving?',
      text: 'What was changed in this drill since it was saved would be lost.',
      act: 'Leave',
    })
  onBeforeRouteLeave(mayLeave)
  onBeforeRouteUpdate(mayLeave)

  const warn = (event: BeforeUnloadEvent): void => {
    if (unsaved()) event.preventDefault()
  }
  onMounted(() => addEventListener('beforeunload', warn))
  onUnmounted(() => removeEventListener('beforeunload', warn))
}
