import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createAutostart } from '../../src/main/autostart.ts';
import { dataFolder } from '../data-folder.ts';

test('only an installed app can be started at sign-in', () => {
  expect(createAutostart(false).get()).toBeNull();
});

test.skipIf(process.platform === 'win32')('on Linux it is a file in the autostart folder', async () => {
  const folder = await dataFolder();
  const file = join(folder, 'autostart', 'scim-tray.desktop');
  const env = { XDG_CONFIG_HOME: folder, APPIMAGE: '/opt/a "b" $c\\d 100%/SCIM Tray' };
  const autostart = createAutostart(true, env);
  expect(autostart.get()).toBe(false);
  autostart.set(true);
  expect(autostart.get()).toBe(true);
  const text = readFileSync(file, 'utf8');
  expect(text).toContain('\nName=SCIM Tray\n');
  expect(text).toContain(String.raw`Exec="/opt/a \\"b\\" \\$c\\\\d 100%%/SCIM Tray" --hidden`);
  autostart.set(false);
  expect(existsSync(file)).toBe(false);
  autostart.set(false);
});
