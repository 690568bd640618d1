/**
 * Builds the page for both doors, and the two thin bundles of the desktop shell. Everything else
 * that is privileged runs from its sources, in a Node process of its own.
 */
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'electron-vite'

export default defineConfig({
  main: {
    build: {
      emptyOutDir: true,
      // Few and small, and what is inside needs no looking for in the packaged app.
      externalizeDeps: false,
      rolldownOptions: {
        input: { main: 'electron/main/main.ts' },
        output: { format: 'es', entryFileNames: '[name].js' },
      },
    },
  },
  preload: {
    build: {
      emptyOutDir: true,
      // A sandboxed preload is CommonJS and can require Electron alone.
      externalizeDeps: false,
      rolldownOptions: {
        input: { preload: 'electron/preload/preload.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'renderer',
    build: {
      emptyOutDir: true,
      // The content security policy has no `data:` for fonts.
      assetsInlineLimit: 0,
      rolldownOptions: { input: 'renderer/index.html' },
    },
    plugins: [vue()],
  },
})
