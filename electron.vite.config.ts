/**
 * Builds the page for both doors, and the two thin bundles of the desktop shell. Everything else
 * that is privileged runs from its sources, in a Node process of its own.
 */
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'electron-vite'

export default defineConfig({
  renderer: {
    root: 'renderer',
    build: {
      outDir: 'out/renderer',
      emptyOutDir: true,
      // The content security policy has no `data:` for fonts.
      assetsInlineLimit: 0,
      rolldownOptions: { input: 'renderer/index.html' },
    },
    plugins: [vue()],
  },
})
