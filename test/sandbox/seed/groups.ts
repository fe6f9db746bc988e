import { LOCAL, type GroupRecord } from '../model.ts';
import { ADMINISTRATOR_ROLE, CORP, LAB } from './directories.ts';

/** One seeded group: domain, name, the members' user names (of the same domain unless local), what else is special. */
export type SeededGroup = readonly [number, string, readonly string[], Partial<GroupRecord>?];

const company = (n: number, members: readonly string[]): SeededGroup => [
  LOCAL,
  `All Company (${n})`,
  members,
];

/** Beside Everyone: what Okta would scan, and one disabled group at the end. */
export const seededGroups: readonly SeededGroup[] = [
  [LOCAL, 'Vault Administrators', ['vaultadmin'], { roleIds: [ADMINISTRATOR_ROLE] }],
  [LOCAL, 'Help Desk', ['amelia.stone', 'ann', 'bsmith']],
  [LOCAL, 'Finance', ['joanna', 'maria.garcia', 'uma.nair', 'victor.hale']],
  [LOCAL, 'Engineering', ['hana.sato', 'ivan.petrov', 'left.member', 'lukasz']],
  [LOCAL, 'Research & "Blue Sky" Development', ['zoë.müller', "o'malley", 'wang.xiaoyu']],
  [LOCAL, 'Contractors', ['contractor one', 'plus+tag']],
  [LOCAL, 'Empty Shelf', []],
  company(1, ['amelia.stone', 'ann', 'joanna', 'ann_lee', 'annxlee', 'tom.baker', 'yusuf.demir']),
  company(2, ['soren', 'пётр', 'ngozi', 'rene']),
  company(3, ['shared.one', 'shared.two', 'shared.three']),
  company(4, ['no.mail.one', 'no.mail.two']),
  company(5, ['MixedCase.User', 'LOUD.KAREN', 'locked.out']),
  company(6, ['jsmith']),
  [LOCAL, 'Auditors', ['wendy.frost', 'victor.hale']],
  [LOCAL, 'Night Shift', ['two.factor', 'cloud.user']],
  [
    CORP,
    'Domain Users',
    ['jsmith', 'alice.corp', 'bob.corp', 'Carla.Corp', 'dmitri', 'left.corp'],
    { synchronized: true },
  ],
  [CORP, 'Server Operators', ['alice.corp'], { synchronized: true }],
  [LAB, 'Testers', ['jsmith', 'heidi', 'igor', 'asleep.lab'], { synchronized: true }],
  // The same name as a local group.
  [LAB, 'Engineering', ['klaus', 'judy'], { synchronized: true }],
  [LOCAL, 'Retired Project', ['ann'], { enabled: false }],
];

/** How many of them are enabled. */
export const enabledGroups = seededGroups.filter(([, , , special]) => special?.enabled !== false).length;
