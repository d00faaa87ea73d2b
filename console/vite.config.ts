import { defineConfig } from 'vite';

/** How the console is bundled; the server calls it, see docs/decisions/0071-console-build.md. */
export default defineConfig(({ command }) => {
  // A test that is the first to bundle would otherwise leave the slow variant of React, made for development.
  if (command === 'build') process.env['NODE_ENV'] = 'production';
  return {
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
  };
});
