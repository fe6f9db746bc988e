import { resolve } from 'node:path';
import { defineConfig } from 'vite';

const root = resolve(import.meta.dirname, 'src/renderer');

/** The page: built alone by `vite build`, and as the renderer of the desktop app. */
export default defineConfig({
  root,
  // Relative: the page is served from app:// on the desktop and from a port to a browser.
  base: './',
  build: {
    outDir: resolve(import.meta.dirname, 'dist/renderer'),
    emptyOutDir: true,
    target: 'es2024',
    minify: true,
    // The content security policy takes no data: addresses for scripts and styles.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: resolve(root, 'index.html'),
      onLog(level, log, report) {
        // Fluent marks every file for server rendering, which there is none of here.
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') report(level, log);
      },
    },
  },
});
