import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { violations } from './axe.ts';
import { newUser, openStage, type Stage } from './stage.ts';

/** Screens with the call that they cannot do without. Of those that read in one way only, one stands for all. */
const screens = [
  ['status', 'activity.numbers'],
  ['activity', 'activity.list'],
  ['people', 'people.list'],
  ['settings?section=secret-server', 'secretServer.get'],
  ['settings?section=okta', 'endpoints.list'],
  ['settings?section=safety', 'protection.get'],
  ['settings?section=data', 'settings.get'],
  ['setup?step=token', 'endpoints.list'],
  ['about', 'about.get'],
] as const;

const others = [
  'people?type=Group',
  'import',
  'resync',
  ...['listener', 'import', 'notifications', 'startup', 'proxy'].map(
    (section) => `settings?section=${section}`,
  ),
  ...['welcome', 'address', 'account', 'public', 'okta'].map((step) => `setup?step=${step}`),
];

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
  const { send } = await stage.client();
  await send('POST', '/Users', newUser('ada.sample@example.com', 'Ada Sample'));
  await send('POST', '/Users', newUser('ben.sample@example.com', 'Ben Sample'));
}, 60_000);
afterAll(() => stage.close());
afterEach(() => stage.page.unrouteAll({ behavior: 'ignoreErrors' }));

/** The screen is left first: its address may be the same. */
async function reopen(screen: string): Promise<void> {
  await stage.page.goto('about:blank');
  await stage.go(screen);
}

describe.each([...screens.map(([screen]) => screen), ...others])('%s', (screen) => {
  test('ready: nothing for axe to find', async () => {
    await reopen(screen);
    await stage.page.waitForLoadState('networkidle');
    expect(await violations(stage.page)).toEqual([]);
  });
});

// The banner is the same everywhere; these show more of a pause than that.
test.each(['status', 'import', 'resync'])('%s, paused: nothing for axe to find', async (screen) => {
  await stage.host.calls['pause.begin']({ by: 'kim' });
  await reopen(screen);
  await stage.page.getByText('Paused by kim').waitFor();
  expect(await violations(stage.page)).toEqual([]);
  await stage.host.calls['pause.end']();
});

// Around what loads or failed, the page is as it is when ready.
describe.each(screens)('%s', (screen, call) => {
  test('loading: a skeleton, then a way out', async () => {
    await stage.page.route(`**/api/${call}`, () => {}); // never answered
    await reopen(screen);
    await stage.page.getByLabel('Loading').first().waitFor();
    expect(await violations(stage.page, '[aria-label="Loading"]')).toEqual([]);
  });

  test('the network is cut: the problem in its place, and the way back', async () => {
    await stage.page.route(`**/api/${call}`, (route) => route.abort());
    await reopen(screen);
    const block = stage.page.locator('[data-problem="APP-GONE"]').first();
    await block.waitFor();
    expect(await violations(stage.page, '[data-problem="APP-GONE"]')).toEqual([]);
    await stage.page.unrouteAll({ behavior: 'ignoreErrors' });
    // A page that hears of the host may be back before the button is pressed.
    const back = block.waitFor({ state: 'detached' });
    await Promise.race([block.getByRole('button', { name: 'Try again' }).click(), back]);
    await back;
  });
});

test('no rule of the content security policy was broken', () => {
  expect(stage.faults).toEqual([]);
});
