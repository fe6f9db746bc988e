import { badRequest, invalid, json, type Answer } from '../http/answer.ts';
import {
  dirtyValue,
  flagOf,
  intOf,
  intsOf,
  isMembers,
  member,
  membersOf,
  textOf,
  type Members,
} from '../http/body.ts';
import { idOf, type Request, type Route } from '../http/route.ts';
import { blankGroup } from '../group-rows.ts';
import { LOCAL, type GroupRecord } from '../model.ts';
import { createdGroupModel, groupModel, isEditable } from '../present.ts';
import { nameTaken } from '../refusals.ts';
import { writeGroups } from '../rights.ts';
import { managedGroup } from '../scope.ts';
import type { World } from '../world.ts';
import { refuseSecondDelete } from './users-change.ts';

const LONGEST_NAME = 250;
const full = [
  'name',
  'enabled',
  'domainId',
  'adGuid',
  'synchronized',
  'synchronizeNow',
  'isPlatform',
  'hasGroupOwners',
  'ownerGroupIds',
  'ownerGroupNames',
  'ownerUserIds',
  'ownerUserNames',
];
const patched = ['name', 'enabled', 'ownerGroupIds', 'ipAddressRestrictionIds'];

/** POST, PUT, PATCH and DELETE of a group. */
export const groupWriteRoutes: readonly Route[] = [
  { method: 'POST', path: '/v1/groups', rights: writeGroups, fields: full, handle: create },
  { method: 'PUT', path: '/v1/groups/{id}', rights: writeGroups, fields: ['id', ...full], handle: replace },
  {
    method: 'PATCH',
    path: '/v1/groups/{id}',
    rights: writeGroups,
    since109: true,
    fields: [
      'data',
      ...patched.flatMap((name) => [`data.${name}`, `data.${name}.dirty`, `data.${name}.value`]),
      'data.addedOwnerGroupIds',
      'data.removedOwnerGroupIds',
    ],
    handle: patch,
  },
  { method: 'DELETE', path: '/v1/groups/{id}', rights: writeGroups, handle: remove },
];

function create(world: World, { body }: Request): Answer {
  const members = membersOf(body);
  const missing = ['name', 'enabled'].filter((name) =>
    [undefined, null, ''].some((none) => member(members, name) === none),
  );
  if (missing.length > 0)
    throw invalid(Object.fromEntries(missing.map((n) => [n, [`The ${n} field is required.`]])));
  const domainId = Math.max(LOCAL, intOf(members, 'domainId') ?? LOCAL) || LOCAL;
  if (domainId !== LOCAL && !world.store.domains.some((domain) => domain.id === domainId)) {
    throw badRequest('The domain does not exist.');
  }
  const group = blankGroup({
    id: world.store.groups.nextId(),
    domainId,
    created: world.now(),
    name: checkedName(world, domainId, textOf(members, 'name') ?? ''),
    enabled: flagOf(members, 'enabled'),
    synchronized: domainId !== LOCAL && flagOf(members, 'synchronized'),
    adGuid: domainId === LOCAL ? null : textOf(members, 'adGuid'),
    ownerUserIds: intsOf(members, 'ownerUserIds'),
    ownerGroupIds: intsOf(members, 'ownerGroupIds'),
  });
  return json(createdGroupModel(world, world.store.groups.save(group)));
}

/** What is left out becomes false or empty. */
function replace(world: World, request: Request): Answer {
  const before = editable(world, request);
  const body = membersOf(request.body);
  if (intOf(body, 'id') !== before.id)
    throw badRequest('The id in the body does not match the id in the address.');
  const after = {
    ...before,
    name: checkedName(world, before.domainId, textOf(body, 'name') ?? '', before),
    enabled: flagOf(body, 'enabled'),
    ownerUserIds: intsOf(body, 'ownerUserIds'),
    ownerGroupIds: intsOf(body, 'ownerGroupIds'),
  };
  return json(groupModel(world, world.store.groups.save(after)));
}

/** Reads what stands under `data`, and nothing else (reference: quirk 8). */
function patch(world: World, request: Request): Answer {
  const before = editable(world, request);
  const data = member(membersOf(request.body), 'data');
  const after = isMembers(data) ? patchedGroup(world, before, data) : before;
  return json(groupModel(world, world.store.groups.save(after)));
}

function patchedGroup(world: World, before: GroupRecord, data: Members): GroupRecord {
  const name = dirtyValue(data, 'name');
  const enabled = dirtyValue(data, 'enabled');
  if (name !== undefined && typeof name.value !== 'string')
    throw invalid({ 'data.name.value': ['The value is not a string.'] });
  if (enabled !== undefined && typeof enabled.value !== 'boolean') {
    throw invalid({ 'data.enabled.value': ['The value is not a boolean.'] });
  }
  const owners = dirtyValue(data, 'ownerGroupIds') === undefined ? before.ownerGroupIds : ownersIn(data);
  const removed = intsOf(data, 'removedOwnerGroupIds');
  return {
    ...before,
    name: name === undefined ? before.name : checkedName(world, before.domainId, String(name.value), before),
    enabled: enabled === undefined ? before.enabled : enabled.value === true,
    ownerGroupIds: [...new Set([...owners, ...intsOf(data, 'addedOwnerGroupIds')])].filter(
      (id) => !removed.includes(id),
    ),
  };
}

function ownersIn(data: Members): readonly number[] {
  const wrapped = member(data, 'ownerGroupIds');
  return isMembers(wrapped) ? intsOf(wrapped, 'value') : [];
}

function remove(world: World, request: Request): Answer {
  const group = editable(world, request);
  if (!group.enabled) refuseSecondDelete(world);
  if (world.switches.groupDelete === 'soft') {
    world.store.groups.save({ ...group, enabled: false });
  } else {
    world.store.members.replace(group.id, []);
    world.store.groups.remove(group.id);
  }
  return json({ id: group.id, objectType: 'Group', responseCodes: null });
}

function editable(world: World, request: Request): GroupRecord {
  const group = managedGroup(world, request.caller, idOf(request));
  if (!isEditable(group))
    throw badRequest('This group is maintained by a directory or by Secret Server and cannot be edited.');
  return group;
}

function checkedName(world: World, domainId: number, name: string, before?: GroupRecord): string {
  if (name === '') throw invalid({ name: ['The name field is required.'] });
  if (name.length > LONGEST_NAME) throw invalid({ name: [`The name may have ${LONGEST_NAME} characters.`] });
  const holder = world.store.groups.named(domainId, name);
  if (holder !== undefined && holder.id !== before?.id) throw nameTaken(world, 'name');
  return name;
}
