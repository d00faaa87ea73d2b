import { defineConfig } from 'vite';

/** How the console is bundled; the server calls it, see docs/decisions/0071-console-build.md. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/console/',
  logLevel: 'error',
  build: {
    target: 'es2022',
    emptyOutDir: true,
    chunkSizeWarningLimit: 4096,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
