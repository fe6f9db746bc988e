import { CORP, LAB } from './directories.ts';
import { LOCAL, type UserRecord } from '../model.ts';

/** One seeded person: domain, user name, display name, e-mail, and what else is special. */
export type Person = readonly [number, string, string, string | null, Partial<UserRecord>?];

/** Local people whom Okta would scan; the first has an e-mail, a first and a last name. */
const local: readonly Person[] = [
  [LOCAL, 'amelia.stone', 'Amelia Stone', 'amelia.stone@example.com'],
  [LOCAL, 'vaultadmin', 'Vera Keeper', 'vera.keeper@example.com'],
  [LOCAL, 'ann', 'Ann Reed', 'ann.reed@example.com'],
  [LOCAL, 'joanna', 'Joanna Reed', 'joanna.reed@example.com'],
  [LOCAL, 'ann_lee', 'Ann Lee', 'ann.lee@example.com'],
  [LOCAL, 'annxlee', 'Annx Lee', 'annx.lee@example.com'],
  [LOCAL, 'rate%card', 'Rate Card Desk', 'rates@example.com'],
  [LOCAL, "o'malley", "Orla O'Malley", "orla.o'malley@example.com"],
  [LOCAL, 'dangelo', "Dario D'Angelo", 'dario@example.com'],
  [LOCAL, 'MixedCase.User', 'Mixed Case User', 'Mixed.Case@Example.com'],
  [LOCAL, 'LOUD.KAREN', 'KAREN LOUD', 'KAREN.LOUD@EXAMPLE.COM'],
  [LOCAL, 'zoë.müller', 'Zoë Müller', 'zoe.mueller@example.com'],
  [LOCAL, 'soren', 'Søren Kjær-Holm', 'soren@example.net'],
  [LOCAL, 'wang.xiaoyu', '王 小雨', 'xiaoyu@example.net'],
  [LOCAL, 'пётр', 'Пётр Зимин', 'petr@example.net'],
  [LOCAL, 'lukasz', 'Łukasz Żak', 'lukasz@example.net'],
  [LOCAL, 'ngozi', 'Ngozi Adébáyò', 'ngozi@example.org'],
  // The accent stands as its own code point here.
  [LOCAL, 'rene', 'Rene\u0301 Blanc', 'rene@example.org'],
  [LOCAL, 'shared.one', 'Shared Mailbox One', 'team.mailbox@example.com'],
  [LOCAL, 'shared.two', 'Shared Mailbox Two', 'team.mailbox@example.com'],
  [LOCAL, 'shared.three', 'Shared Mailbox Three', 'Team.Mailbox@example.com'],
  [LOCAL, 'no.mail.one', 'Norah Nomail', null],
  [LOCAL, 'no.mail.two', 'Nils Nomail', null],
  [LOCAL, 'no.mail.three', 'Nina Nomail', null],
  [LOCAL, 'pat.lee@example.org', 'Pat Lee', 'pat.lee@example.org'],
  [LOCAL, 'sam.rivers@example.com', 'Sam Rivers', 'sam.r@example.com'],
  [LOCAL, 'contractor one', 'Contractor One', 'contractor.one@example.net'],
  [LOCAL, 'plus+tag', 'Polly Plus', 'polly+vault@example.com'],
  [LOCAL, 'madonna', 'Mononym', 'mononym@example.com'],
  [
    LOCAL,
    'locked.out',
    'Lionel Lockhart',
    'lionel@example.com',
    { isLockedOut: true, lockOutReason: 'LoginAttemptsExceeded', loginFailures: 5 },
  ],
  [LOCAL, 'two.factor', 'Tilda Token', 'tilda@example.com', { twoFactor: true, oathTwoFactor: true }],
  [LOCAL, 'cloud.user', 'Clara Cloud', 'clara@example.com', { externalUserSource: 'ThycoticOne' }],
  [LOCAL, 'bsmith', 'Bea Smith', 'bea.smith@example.com'],
  [LOCAL, 'jsmith', 'Jo Smith', 'jo.smith@example.com'],
  [LOCAL, 'hana.sato', 'Hana Sato', 'hana.sato@example.com'],
  [LOCAL, 'ivan.petrov', 'Ivan Petrov', 'ivan.petrov@example.com'],
  [LOCAL, 'maria.garcia', 'María García', 'maria.garcia@example.com'],
  [LOCAL, 'tom.baker', 'Tom Baker-Hill', 'tom.bakerhill@example.com'],
  [LOCAL, 'uma.nair', 'Uma Nair', 'uma.nair@example.com'],
  [LOCAL, 'victor.hale', 'Victor Hale', 'victor.hale@example.com'],
  [LOCAL, 'wendy.frost', 'Wendy Frost', 'wendy.frost@example.com'],
  [LOCAL, 'yusuf.demir', 'Yusuf Demir', 'yusuf.demir@example.com'],
  [LOCAL, 'user.manager', 'Una Manager', 'una.manager@example.com'],
];

/** People from the two directories; `jsmith` stands in both and is a local user besides. */
const fromDirectories: readonly Person[] = [
  [CORP, 'jsmith', 'Jordan Smith', 'jordan.smith@corp.example.com'],
  [CORP, 'alice.corp', 'Alice Corp', 'alice@corp.example.com'],
  [CORP, 'bob.corp', 'Bob Corp', 'bob@corp.example.com'],
  [CORP, 'Carla.Corp', 'Carla Corp', 'Carla@corp.example.com'],
  [CORP, 'dmitri', 'Dmitri Frost', null],
  [CORP, 'erin', 'Erin Field', 'erin@corp.example.com'],
  [CORP, 'farid', 'Farid Aziz', 'farid@corp.example.com'],
  [CORP, 'greta', 'Greta Vogel', 'greta@corp.example.com'],
  [LAB, 'jsmith', 'Jamie Smith', 'jamie.smith@lab.example.net'],
  [LAB, 'heidi', 'Heidi Lab', 'heidi@lab.example.net'],
  [LAB, 'igor', 'Igor Lab', 'igor@lab.example.net'],
  [LAB, 'judy', 'Judy Lab', null],
  [LAB, 'amelia.stone', 'Amelia Stone (Lab)', 'amelia.stone@lab.example.net'],
  [LAB, 'klaus', 'Klaus Lab', 'klaus@lab.example.net'],
];

/** Disabled ones: listed as inactive, not among those whom Okta scans. */
const disabled: readonly Person[] = [
  [LOCAL, 'left.local', 'Lena Left', 'lena.left@example.com', { enabled: false }],
  [LOCAL, 'left.member', 'Milo Left', 'milo.left@example.com', { enabled: false }],
  [LOCAL, 'left.nomail', 'Nora Left', null, { enabled: false }],
  [CORP, 'left.corp', 'Cora Left', 'cora@corp.example.com', { enabled: false }],
  [LAB, 'asleep.lab', 'Alan Asleep', 'alan@lab.example.net', { enabled: false, disabledByInactivity: true }],
];

/** Everybody who is seeded by name. */
export const people: readonly Person[] = [...local, ...fromDirectories, ...disabled];

/** How many of them are enabled. */
export const enabledPeople = local.length + fromDirectories.length;
