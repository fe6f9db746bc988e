import { type ComparisonCondition, type Condition, demanded } from '../scim/condition.ts';
import type { ResourceType } from '../store/links.ts';
import type { StoredResource } from '../store/stored-resource.ts';
import type { Caller, Deps } from './context.ts';
import { parseId } from './ids.ts';
import { findByEmail, findByUserName, findGroup, findGroupsByName, findUser } from './lookup.ts';

type Conditions = ReadonlyMap<ResourceType, Condition>;

/**
 * Whether a filter asks for one resource, by what Secret Server or the link knows it by. Everything else is a list,
 * which only a mirror that is fresh enough can answer (D7).
 */
export function isLookup(conditions: Conditions | undefined): boolean {
  return conditions !== undefined && [...conditions].every(([type, condition]) => finds(type, condition));
}

function finds(type: ResourceType, condition: Condition): boolean {
  if (condition.op === 'or' && condition.parts.length === 0) return true; // finds nobody, whatever is read
  return demanded(condition).some((one) => isKey(type, one));
}

function isKey(type: ResourceType, { op, on: { attribute, sub } }: ComparisonCondition): boolean {
  const keys = ['id', 'externalId', nameOf(type)];
  return op === 'eq' && sub === null && keys.includes(attribute.name);
}

/** The name in lower case that a filter asks for, where it asks for nothing else. */
export function nameAsked(type: ResourceType, conditions: Conditions | undefined): string | undefined {
  const condition = conditions?.get(type);
  if (condition?.op !== 'eq' || condition.on.sub !== null) return undefined;
  return condition.on.attribute.name === nameOf(type) ? String(condition.value) : undefined;
}

function nameOf(type: ResourceType): string {
  return type === 'User' ? 'userName' : 'displayName';
}

/**
 * Takes what Secret Server has under the names and ids that the filter demands into the mirror.
 * @throws ScimError 429
 */
export async function askSecretServer(deps: Deps, caller: Caller, conditions: Conditions): Promise<void> {
  for (const [type, condition] of conditions) {
    const key = demanded(condition).find((one) => isKey(type, one));
    if (key) await ask(deps, caller, type, key);
  }
}

async function ask(deps: Deps, caller: Caller, type: ResourceType, key: ComparisonCondition): Promise<void> {
  const value = String(key.sent);
  switch (key.on.attribute.name) {
    case 'id': {
      const id = parseId(value);
      if (id !== undefined) await (type === 'User' ? findUser(deps, id) : findGroup(deps, id));
      return;
    }
    case 'userName':
      await findByUserName(deps, caller, value);
      return;
    case 'displayName':
      await findGroupsByName(deps, value);
      return;
  }
}

/**
 * A look-up by a user name that nobody has, and that is exactly one user's e-mail address, answers that user under
 * the name asked for (D18). Nothing is written: the link is made by the first write.
 * @throws ScimError 429
 */
export async function findUnderEmail(
  deps: Deps,
  caller: Caller,
  conditions: Conditions,
): Promise<StoredResource | undefined> {
  const condition = conditions.get('User');
  if (condition?.op !== 'eq' || condition.on.attribute.name !== 'userName') return undefined;
  const name = String(condition.sent);
  const row = await findByEmail(deps, caller, name);
  return row && deps.store.listing.named({ type: 'User', endpointId: caller.endpointId }, row.id, name);
}
