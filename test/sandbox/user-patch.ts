import { invalid } from './http/answer.ts';
import { dirtyValue, intsOf, member, type Members } from './http/body.ts';
import type { UserRecord } from './model.ts';

type Flag =
  | 'enabled'
  | 'isLockedOut'
  | 'isApplicationAccount'
  | 'twoFactor'
  | 'radiusTwoFactor'
  | 'duoTwoFactor'
  | 'oathTwoFactor'
  | 'fido2TwoFactor';

const flags: readonly Flag[] = [
  ...(['enabled', 'isLockedOut', 'isApplicationAccount', 'twoFactor'] as const),
  ...(['radiusTwoFactor', 'duoTwoFactor', 'oathTwoFactor', 'fido2TwoFactor'] as const),
];
const nullables = ['emailAddress', 'radiusUserName', 'slackId'] as const;
const texts = ['displayName', 'unixAuthenticationMethod'] as const;
const numbers = ['loginFailures', 'dateOptionId', 'timeOptionId'] as const;

/** What a PATCH body changes; members of another shape than `{dirty: true, value}` change nothing. */
export function readUserPatch(body: Members): {
  readonly changes: Partial<UserRecord>;
  readonly password: string | null;
} {
  const picked = [
    ...flags.map((name) => pick(body, name, 'boolean', false)),
    ...nullables.map((name) => pick(body, name, 'string', null)),
    ...texts.map((name) => pick(body, name, 'string', '')),
    ...numbers.map((name) => pick(body, name, 'number', 0)),
  ];
  const owners =
    member(body, 'isGroupOwnerUpdate') === true ? { ownerGroupIds: intsOf(body, 'groupOwners') } : {};
  const password = pick(body, 'password', 'string', null)['password'];
  return {
    changes: { ...Object.assign({}, ...picked), ...owners },
    password: typeof password === 'string' && password !== '' ? password : null,
  };
}

function pick(
  body: Members,
  name: string,
  type: 'boolean' | 'string' | 'number',
  whenNull: unknown,
): Readonly<Record<string, unknown>> {
  const dirty = dirtyValue(body, name);
  if (dirty === undefined) return {};
  const { value } = dirty;
  if (value === null || value === undefined) return { [name]: whenNull };
  if (typeof value !== type) throw invalid({ [`${name}.value`]: [`The value is not a ${type}.`] });
  return { [name]: value === '' ? whenNull : value };
}
