import type { GroupRecord } from './model.ts';

/** A group with nothing set but what is given. */
export function blankGroup(
  given: Pick<GroupRecord, 'id' | 'domainId' | 'created'> & Partial<GroupRecord>,
): GroupRecord {
  return {
    name: '',
    enabled: true,
    adGuid: null,
    synchronized: false,
    systemGroup: false,
    ownerUserIds: [],
    ownerGroupIds: [],
    roleIds: [],
    inTeam: true,
    ...given,
  };
}
