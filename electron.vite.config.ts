import { resolve } from 'node:path';
import { defineConfig } from 'electron-vite';
import renderer from './vite.config.ts';

const at = (path: string): string => resolve(import.meta.dirname, path);

/** Everything is bundled but what brings native code: the package needs no other node_modules. */
const natives = ['better-sqlite3', 'keytar'];

export default defineConfig({
  main: {
    build: {
      outDir: at('dist/main'),
      externalizeDeps: false,
      minify: false,
      rolldownOptions: {
        input: { index: at('src/main/index.ts') },
        external: ['electron', ...natives],
        onLog(level, log, report) {
          // One of Koa's own parts has it, on a way that nothing here goes.
          if (log.code !== 'EVAL') report(level, log);
        },
      },
    },
  },
  preload: {
    build: {
      outDir: at('dist/preload'),
      externalizeDeps: false,
      rolldownOptions: {
        input: { preload: at('src/main/preload.ts') },
        external: ['electron'],
        // A sandboxed preload cannot be an ES module.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer,
});
