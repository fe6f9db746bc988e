/** Every behaviour of Secret Server that public material leaves open, with all values seen or likely; the first is the default. */
export const switches = {
  /** GET of a disabled user without includeInactive. */
  disabledUserRead: ['400', '200'],
  /** GET of a disabled group; there is no includeInactive for it. */
  disabledGroupRead: ['200', '400'],
  /** DELETE of what is disabled already. */
  secondDelete: ['400', '404', '200'],
  groupDelete: ['soft', 'hard'],
  /** A create or enable beyond the user licences. */
  licenceExhausted: ['400', 'silently-disabled'],
  /** Body of the 400 for a name that is taken. */
  duplicateName: ['message', 'errorCode', 'modelState'],
  /** What stands for "no directory" in domain ids of users and groups. */
  localDomainId: ['-1', '0', 'null', 'absent'],
  expiredToken: ['401', '403'],
  version: ['bare', 'wrapped', 'hidden', 'denied'],
  emptySearch: ['200', '404'],
  /** PATCH of users, groups and members and the exact-replace calls; absent before 10.9. */
  patch: ['yes', 'no-405', 'no-404'],
  /** Whether % and _ in a search text stand for themselves. */
  searchText: ['literal', 'wildcard'],
  searchFields: ['accepted', 'refused'],
  sortName: ['accepted', 'refused'],
  permissionNames: ['spaced', 'joined'],
  healthcheck: ['json', 'text'],
  /** Adding a member twice, or removing somebody who is none. */
  repeatedMember: ['200', '400'],
  memberCount: ['number', 'null'],
  /** What a write gets while Secret Server is in read-only mode. */
  readOnlyWrite: ['400', '403', 'html'],
} as const satisfies Record<string, readonly [string, ...string[]]>;

export type SwitchName = keyof typeof switches;

/** One value for each switch. */
export type Switches = { readonly [K in SwitchName]: (typeof switches)[K][number] };

/** The defaults with the given values put over them. */
export function chooseSwitches(chosen: Partial<Switches> = {}): Switches {
  return {
    disabledUserRead: switches.disabledUserRead[0],
    disabledGroupRead: switches.disabledGroupRead[0],
    secondDelete: switches.secondDelete[0],
    groupDelete: switches.groupDelete[0],
    licenceExhausted: switches.licenceExhausted[0],
    duplicateName: switches.duplicateName[0],
    localDomainId: switches.localDomainId[0],
    expiredToken: switches.expiredToken[0],
    version: switches.version[0],
    emptySearch: switches.emptySearch[0],
    patch: switches.patch[0],
    searchText: switches.searchText[0],
    searchFields: switches.searchFields[0],
    sortName: switches.sortName[0],
    permissionNames: switches.permissionNames[0],
    healthcheck: switches.healthcheck[0],
    repeatedMember: switches.repeatedMember[0],
    memberCount: switches.memberCount[0],
    readOnlyWrite: switches.readOnlyWrite[0],
    ...chosen,
  };
}

/** Every switch with every value, one pair a row: for tests that loop. */
export function everySwitchValue(): {
  readonly name: SwitchName;
  readonly value: string;
  readonly chosen: Partial<Switches>;
}[] {
  return Object.keys(switches).flatMap((name) => (isSwitchName(name) ? valuesOf(name) : []));
}

/** Reads `name=value`; undefined when there is no such switch or value. */
export function parseSwitch(text: string): Partial<Switches> | undefined {
  const [name = '', value = ''] = text.split('=', 2);
  if (!isSwitchName(name)) return undefined;
  return valuesOf(name).find((row) => row.value === value)?.chosen;
}

function isSwitchName(name: string): name is SwitchName {
  return Object.hasOwn(switches, name);
}

function valuesOf(name: SwitchName): { name: SwitchName; value: string; chosen: Partial<Switches> }[] {
  return switches[name].map((value) => ({ name, value, chosen: { [name]: value } }));
}
