/** Dark or light: as the system has it, unless the person chose. */
import { ref, watch } from 'vue'

export type Theme = 'system' | 'dark' | 'light'

const KEY = 'faultline-theme'
const stored = localStorage.getItem(KEY)

export const theme = ref<Theme>(stored === 'dark' || stored === 'light' ? stored : 'system')

/** Counts changes of the colours, for what draws on a canvas and must draw again. */
export const themeVersion = ref(0)

/** Applies the choice now and whenever it or the system changes. */
export function applyTheme(): void {
  watch(
    theme,
    (chosen) => {
      if (chosen === 'system') delete document.documentElement.dataset['theme']
      else document.documentElement.dataset['theme'] = chosen
      localStorage.setItem(KEY, chosen)
      themeVersion.value++
    },
    { immediate: true },
  )
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => themeVersion.value++)
}

/** A colour token as canvas wants it: `token('hot')` is `rgb(255, 138, 61)`. */
export function token(name: string): string {
  const probe = document.createElement('span')
  probe.style.color = `var(--${name})`
  document.body.append(probe)
  const colour = getComputedStyle(probe).color
  probe.remove()
  return colour
}
