import { afterEach, beforeEach, expect, test } from 'vitest';

import { memberOf, signIn, type RawClient, type Reply } from './raw-client.ts';
import { startSandbox, type Sandbox } from './sandbox.ts';
import { everySwitchValue, parseSwitch, switches, type SwitchName } from './switches.ts';

let sandbox: Sandbox;
let client: RawClient;

beforeEach(async () => {
  sandbox = await startSandbox();
  client = await signIn(sandbox);
});

afterEach(async () => {
  await sandbox.stop();
});

const idOf = (userName: string) => sandbox.userByName(userName)?.id ?? 0;
const finance = () => sandbox.groupByName('Finance')?.id ?? 0;
const dirty = (value: unknown) => ({ dirty: true, value });
const newUser = { userName: 'new.person', displayName: 'N', password: 'Kx7!vRt2_mQz9', enabled: true };
const create = (changes: object) => client.call('POST', '/v1/users', { ...newUser, ...changes });
const search = (text: string, more = '') => client.get(`/v1/users?filter.searchText=${text}${more}`);
const total = (reply: Reply) => memberOf(reply.body, 'total');

/** What shows a switch, and what each value of it must look like. */
const shows: Readonly<
  Record<SwitchName, readonly [() => Promise<unknown>, Readonly<Record<string, unknown>>]>
> = {
  disabledUserRead: [
    async () => (await client.get(`/v1/users/${idOf('left.local')}`)).status,
    { '400': 400, '200': 200 },
  ],
  disabledGroupRead: [
    async () => (await client.get(`/v1/groups/${sandbox.groupByName('Retired Project')?.id}`)).status,
    { '200': 200, '400': 400 },
  ],
  secondDelete: [
    async () => (await client.call('DELETE', `/v1/users/${idOf('left.local')}`)).status,
    { '400': 400, '404': 404, '200': 200 },
  ],
  groupDelete: [
    async () => {
      await client.call('DELETE', `/v1/groups/${finance()}`);
      return sandbox.groupByName('Finance')?.enabled;
    },
    { soft: false, hard: undefined },
  ],
  licenceExhausted: [
    async () => {
      sandbox.configure({ licences: 57 });
      const enabled = await client.call('PATCH', `/v1/users/${idOf('left.local')}`, { enabled: dirty(true) });
      return [
        (await create({})).status,
        sandbox.userByName('new.person')?.enabled,
        memberOf(enabled.body, 'enabled'),
      ];
    },
    { '400': [400, undefined, undefined], 'silently-disabled': [200, false, false] },
  ],
  duplicateName: [
    async () => {
      const { body, status } = await create({ userName: 'ANN' });
      const detail = memberOf(body, 'errorCode') ?? Object.keys(Object(memberOf(body, 'modelState')))[0];
      return [status, detail];
    },
    { message: [400, undefined], errorCode: [400, 'API_DuplicateName'], modelState: [400, 'userName'] },
  ],
  localDomainId: [
    async () => {
      const { body } = await client.get(`/v1/users/${idOf('ann')}`);
      return 'domainId' in Object(body) ? memberOf(body, 'domainId') : 'no such member';
    },
    { '-1': -1, '0': 0, null: null, absent: 'no such member' },
  ],
  expiredToken: [
    async () => {
      sandbox.expireTokens();
      return (await client.get('/v1/version')).status;
    },
    { '401': 401, '403': 403 },
  ],
  version: [
    async () => {
      const { body, status } = await client.get('/v1/version');
      return [status, memberOf(body, 'version'), memberOf(memberOf(body, 'model'), 'version')];
    },
    {
      bare: [200, '11.2.000002', undefined],
      wrapped: [200, undefined, '11.2.000002'],
      hidden: [200, null, undefined],
      denied: [403, undefined, undefined],
    },
  ],
  emptySearch: [
    async () => {
      const reply = await search('nobody-at-all');
      return [reply.status, total(reply)];
    },
    { '200': [200, 0], '404': [404, undefined] },
  ],
  patch: [
    async () => {
      const user = await client.call('PATCH', `/v1/users/${idOf('ann')}`, {});
      return [user.status, (await client.call('PATCH', `/v1/groups/${finance()}/users`, {})).status];
    },
    { yes: [200, 200], 'no-405': [405, 405], 'no-404': [404, 404] },
  ],
  searchText: [async () => total(await search('ann_lee')), { literal: 1, wildcard: 2 }],
  searchFields: [
    async () => (await search('ann', '&filter.searchFields=userName')).status,
    { accepted: 200, refused: 400 },
  ],
  sortName: [
    async () => (await client.get('/v1/users?sortBy[0].name=id')).status,
    { accepted: 200, refused: 400 },
  ],
  permissionNames: [
    async () =>
      memberOf(memberOf(memberOf((await client.get('/v1/users/current')).body, 'permissions'), '0'), 'name'),
    { spaced: 'Administer Users', joined: 'AdministerUsers' },
  ],
  healthcheck: [
    async () => {
      const reply = await client.get('/v1/healthcheck');
      return memberOf(reply.body, 'healthy') ?? reply.text;
    },
    { json: true, text: 'Healthy' },
  ],
  repeatedMember: [
    async () => {
      const again = await client.call('POST', `/v1/groups/${finance()}/users`, { userId: idOf('joanna') });
      const stranger = await client.call('DELETE', `/v1/groups/${finance()}/users/${idOf('ann')}`);
      return [again.status, stranger.status];
    },
    { '200': [200, 200], '400': [400, 400] },
  ],
  memberCount: [
    async () =>
      memberOf(
        memberOf(memberOf((await client.get('/v1/groups?filter.searchText=Finance')).body, 'records'), '0'),
        'memberCount',
      ),
    { number: 4, null: null },
  ],
  readOnlyWrite: [
    async () => {
      sandbox.setReadOnly(true);
      const reply = await client.call('PATCH', `/v1/users/${idOf('ann')}`, {});
      return [reply.status, reply.type.includes('html')];
    },
    { '400': [400, false], '403': [403, false], html: [200, true] },
  ],
};

test.each(everySwitchValue())('$name can be $value', async ({ name, value, chosen }) => {
  sandbox.setSwitches(chosen);
  const [observe, expected] = shows[name];
  expect(Object.keys(expected).toSorted()).toEqual([...switches[name]].toSorted());
  expect(await observe()).toEqual(expected[value]);
});

test.each(Object.keys(switches))('%s starts with its first value', async (name) => {
  const row = everySwitchValue().find((one) => one.name === name);
  const [observe, expected] = shows[row?.name ?? 'patch'];
  expect(await observe()).toEqual(expected[row?.value ?? '']);
});

test('a switch is read from text, and a wrong one is not', () => {
  expect(parseSwitch('secondDelete=404')).toEqual({ secondDelete: '404' });
  expect(parseSwitch('secondDelete=500')).toBeUndefined();
  expect(parseSwitch('toString=1')).toBeUndefined();
});
