import { newUser, type Client, type Stage } from '../e2e/stage.ts';
import type { Clock } from './clock.ts';

const hourMs = 60 * 60_000;

/** People whom nobody is: changes of each hour of a day. */
const names = [
  'Ada Sample',
  'Ben Carter',
  'Chloe Martin',
  'Dev Patel',
  'Elena Rossi',
  'Felix Wagner',
  'Grace Okafor',
  'Hana Suzuki',
  'Ivan Novak',
  'Julia Santos',
  'Kim Lee',
  'Liam Murphy',
  'Mia Jensen',
  'Noah Fischer',
  'Olga Petrova',
  'Priya Nair',
  'Quinn Taylor',
  'Rosa Alvarez',
  'Sven Larsson',
  'Tara Singh',
] as const;

const perHour = [0, 1, 0, 0, 0, 0, 1, 2, 3, 4, 2, 1, 2, 3, 1, 0] as const;

const addressOf = (name: string): string => `${name.toLowerCase().replace(' ', '.')}@example.com`;

/** A day on which Okta assigned people, changed some, and had one refused. */
export async function liveADay(stage: Stage, okta: Client, clock: Clock): Promise<void> {
  const left = [...names];
  for (const count of perHour) {
    clock.forward(hourMs);
    for (const name of left.splice(0, count)) {
      await okta.send('POST', '/Users', newUser(addressOf(name), name));
      await okta.send('PATCH', `/Users/${idOf(stage, name)}`, patch('title', 'Engineer'));
    }
    await okta.send('GET', '/Users?count=1');
    // Writes down what this hour brought before the next begins.
    await stage.host.calls['activity.numbers']();
  }
  await okta.send('PATCH', `/Users/${idOf(stage, 'Kim Lee')}`, patch('active', false));
  clock.forward(11 * 60_000);
}

/** What Secret Server's own people did meanwhile. */
export function drift({ sandbox }: Stage): void {
  const change = (userName: string, changes: object): void => {
    const user = sandbox.userByName(userName);
    if (user) sandbox.change(user.id, changes);
  };
  change(addressOf('Ada Sample'), { displayName: 'Ada S.' });
  change(addressOf('Ben Carter'), { enabled: false });
  change(addressOf('Dev Patel'), { emailAddress: 'dev@example.net' });
  change('vaultadmin', { displayName: 'Vera Keeper-Hale', emailAddress: 'vera.hale@example.com' });
  for (const name of ['Una Becker', 'Viktor Horvat', 'Wanda Kowalska'])
    sandbox.addUser({ userName: addressOf(name), displayName: name, emailAddress: addressOf(name) });
}

function idOf({ sandbox }: Stage, name: string): string {
  return String(sandbox.userByName(addressOf(name))?.id ?? 0);
}

function patch(path: string, value: unknown): unknown {
  return {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
    Operations: [{ op: 'replace', path, value }],
  };
}
