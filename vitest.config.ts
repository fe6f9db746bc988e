import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: {
    // Importing the real one without its binary would fetch that from outside.
    alias: {
      electron: resolve(import.meta.dirname, 'test/electron/stand-in/electron.ts'),
      'electron-log/main': 'electron-log/node',
    },
  },
  test: {
    include: ['test/**/*.test.ts'],
    pool: 'forks',
    // Most tests wait for processes, timers and browsers; one worker less than cores would leave a small machine idle.
    maxWorkers: '100%',
    testTimeout: 30_000,
    hookTimeout: 30_000,
    expect: { poll: { timeout: 10_000 } },
  },
});
