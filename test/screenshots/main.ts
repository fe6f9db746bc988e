/** `npm run screenshots`: every screen, light and dark, from the running app into docs/screenshots. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import UPNG from 'upng-js';
import type { AboutView } from '../../src/main/ipc/settings.ts';
import { dataFiles } from '../../src/server/config.ts';
import { newUser, openStage, type Stage, type StageOptions } from '../e2e/stage.ts';
import { setClock } from './clock.ts';
import { drift, liveADay } from './life.ts';

process.env['TZ'] = 'UTC';
const clock = setClock(Date.parse('2026-11-22T22:02:00Z'));
const folder = join(import.meta.dirname, '../../docs/screenshots');
/** Fewer colours make small files; more than this nobody can tell apart in a window. */
const colours = 128;

async function shoot(page: Page, name: string): Promise<void> {
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await page.mouse.move(0, 0);
    await page.waitForLoadState('networkidle').catch(() => {}); // the stream of events never ends
    const png = await page.screenshot({ animations: 'disabled', caret: 'hide' });
    const picture = UPNG.decode(new Uint8Array(png).buffer);
    const small = UPNG.encode(UPNG.toRGBA8(picture), picture.width, picture.height, colours);
    writeFileSync(join(folder, `${name}-${scheme}.png`), new Uint8Array(small));
  }
  process.stderr.write(`${name}\n`);
}

/** What is said of the machine that makes the pictures, as the system service of the guide has it. */
const asService: Partial<AboutView> = {
  account: 'scim-tray',
  dataDir: '/var/lib/scim-tray',
  logDir: '/var/lib/scim-tray/logs',
  secretsIn: `${dataFiles.secrets}, encrypted`,
};

async function openStageAsService(options?: StageOptions): Promise<Stage> {
  const stage = await openStage(options);
  await stage.context.route('**/api/about.get', async (route) => {
    const answer = await route.fetch();
    const { value } = (await answer.json()) as { readonly value: AboutView }; // the console's own
    await route.fulfill({ response: answer, json: { ok: true, value: { ...value, ...asService } } });
  });
  return stage;
}

/** The clock of the page stands where that of the host is. */
async function open(stage: Stage, screen: string): Promise<Page> {
  await stage.context.clock.setFixedTime(clock.now());
  await stage.page.goto('about:blank');
  await stage.go(screen);
  return stage.page;
}

async function firstRun(): Promise<void> {
  const stage = await openStageAsService({ connected: false });
  const { page, sandbox, host } = stage;
  try {
    await shoot(await open(stage, 'setup'), 'setup-welcome');
    await open(stage, 'setup?step=address');
    await page.getByLabel('Secret Server address').fill(sandbox.url);
    await page.getByRole('button', { name: 'Test address' }).click();
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByLabel('Application account').fill(sandbox.account.userName);
    await page.getByLabel('Password').fill(sandbox.account.password);
    await page.getByRole('button', { name: 'Test and save' }).click();
    await page.getByText('Unrestricted by Teams', { exact: true }).waitFor();
    await shoot(page, 'setup-account');
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByRole('button', { name: 'Make token' }).click();
    await page.getByRole('textbox', { name: 'Token of okta' }).waitFor();
    await shoot(page, 'setup-token');
    await host.firstImportEnded;
    await shoot(await open(stage, 'setup?step=okta'), 'setup-okta');
  } finally {
    await stage.close();
  }
}

async function work(): Promise<void> {
  const stage = await openStageAsService();
  const { page, host } = stage;
  try {
    const okta = await stage.client();
    await host.calls['settings.set']({ listener: { publicUrl: 'https://scim.example.com/scim/v2' } });
    await liveADay(stage, okta, clock);
    const status = await open(stage, 'status');
    await status.getByText('Last 24 hours').waitFor();
    await status.setViewportSize({ width: 1080, height: 1200 });
    await shoot(status, 'status');
    await status.setViewportSize({ width: 1080, height: 720 });

    await okta.send('POST', '/Users', newUser('kim.lee@example.com', 'Kim Lee-Other'));
    await okta.send('POST', '/Users', newUser('ada.sample@example.com', 'Ada Other'));
    await shoot(await open(stage, 'activity'), 'activity');
    await page.locator('[data-open]').first().click();
    await page.getByRole('heading', { name: 'Steps' }).waitFor();
    await shoot(page, 'activity-failed');
    await shoot(await open(stage, 'people'), 'people');
    for (const section of ['secret-server', 'okta', 'listener', 'safety', 'import', 'data'])
      await shoot(await open(stage, `settings?section=${section}`), `settings-${section}`);
    await shoot(await open(stage, 'about'), 'about');

    drift(stage);
    await open(stage, 'import');
    await shoot(page, 'import');
    await page.getByRole('button', { name: 'Read from Secret Server' }).click();
    await page.getByRole('button', { name: /New\s*3/ }).click();
    await shoot(page, 'import-review');
    await page.getByRole('button', { name: 'Discard' }).click();
    await open(stage, 'resync');
    await page.getByRole('button', { name: 'Compare' }).click();
    await page.getByRole('button', { name: /^~ Update/ }).click();
    await page.locator('[data-open]').first().click();
    await page.locator('[data-panel] table').waitFor();
    await shoot(page, 'resync-review');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Discard' }).click();

    await host.calls['pause.begin']({ by: 'kim', minutes: 120 });
    await shoot(await open(stage, 'status'), 'status-paused');
  } finally {
    await stage.close();
  }
}

mkdirSync(folder, { recursive: true });
await firstRun();
await work();
