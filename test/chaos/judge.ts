import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Sandbox } from '../sandbox/sandbox.ts';
import type { Answer, Scene } from './scene.ts';

/** Secret Server, and what shows it to clients. */
export type Listed = Pick<Scene, 'sandbox' | 'send' | 'dataDir'>;

/** What Secret Server holds, one line for each user, group and membership. */
export interface View {
  readonly users: ReadonlyMap<number, string>;
  readonly groups: ReadonlyMap<number, string>;
}

/** @param without users and groups of these names are left out. */
export function viewOf(sandbox: Sandbox, without: readonly string[] = []): View {
  const users = sandbox
    .users()
    .filter(({ userName, id }) => !without.includes(userName) && id !== sandbox.accountId)
    .map(({ id, userName, displayName, emailAddress, enabled }) => {
      return [id, JSON.stringify({ userName, displayName, emailAddress, enabled })] as const;
    });
  const groups = sandbox
    .groups()
    .filter(({ name }) => !without.includes(name))
    .map(({ id, name, enabled, systemGroup }) => {
      const inside = systemGroup ? [] : sandbox.members(id);
      return [id, JSON.stringify({ name, enabled, members: inside })] as const;
    });
  return { users: new Map(users), groups: new Map(groups) };
}

export function differences(before: View, after: View): string[] {
  const found: string[] = [];
  for (const part of ['users', 'groups'] as const) {
    for (const id of new Set([...before[part].keys(), ...after[part].keys()])) {
      const [was, is] = [before[part].get(id), after[part].get(id)];
      if (was !== is)
        found.push(`${part} ${String(id)} was ${was ?? 'not there'} and is ${is ?? 'not there'}`);
    }
  }
  return found;
}

/** How the listener's lists differ from what Secret Server holds. */
export async function mirrorFaults(scene: Listed): Promise<string[]> {
  const { sandbox } = scene;
  const users = await everything(scene, 'Users');
  const groups = await everything(scene, 'Groups');
  const listed = new Map(users.map((user) => [Number(user['id']), user]));
  const gone = deletedFor(scene);
  const found: string[] = [];
  for (const user of sandbox.users()) {
    if (user.id === sandbox.accountId || user.isApplicationAccount || gone.has(`User ${String(user.id)}`))
      continue;
    const shown = listed.get(user.id);
    const is = shown && {
      active: shown['active'],
      displayName: shown['displayName'],
      email: emailOf(shown),
    };
    const due = {
      active: user.enabled,
      displayName: user.displayName || user.userName,
      email: user.emailAddress,
    };
    if (JSON.stringify(is) !== JSON.stringify(due)) {
      found.push(`user ${user.userName} is shown as ${JSON.stringify(is)} and is ${JSON.stringify(due)}`);
    }
  }
  const shownGroups = new Map(groups.map((group) => [Number(group['id']), group]));
  for (const group of sandbox.groups()) {
    const isListed = group.enabled && !group.systemGroup && !gone.has(`Group ${String(group.id)}`);
    const shown = shownGroups.get(group.id);
    if (isListed !== Boolean(shown)) found.push(`group ${group.name} is ${shown ? '' : 'not '}listed`);
    if (!isListed || !shown) continue;
    const is = (shown['members'] as readonly { value: string }[]).map(({ value }) => Number(value));
    const due = sandbox.members(group.id).filter((id) => listed.has(id));
    if (is.toSorted((a, b) => a - b).join() !== due.join())
      found.push(`group ${group.name} is shown with ${is.join()} and has ${due.join()}`);
    if (group.domainId === -1 && shown['displayName'] !== group.name)
      found.push(`group ${group.name} is shown as ${String(shown['displayName'])}`);
  }
  return found;
}

function emailOf(user: Answer['body']): string | null {
  const [first] = (user['emails'] ?? []) as readonly { value: string }[];
  return first?.value ?? null;
}

/** What this client deleted is gone for it alone. */
function deletedFor(scene: Listed): Set<string> {
  const sql = "SELECT resource_type || ' ' || resource_id FROM links WHERE deleted = 1";
  return new Set(inFile(scene, (db) => db.prepare<[], string>(sql).pluck().all()));
}

async function everything(scene: Listed, resource: 'Users' | 'Groups'): Promise<Answer['body'][]> {
  const answer = await scene.send('GET', `/${resource}?startIndex=1&count=1000`);
  if (answer?.status !== 200) throw new Error(`the list of ${resource} gave ${JSON.stringify(answer)}`);
  return (answer.body['Resources'] ?? []) as Answer['body'][];
}

/** Changes that nobody finished. */
export function openIntents(scene: Scene): string[] {
  const sql = "SELECT kind || ' ' || coalesce(resource_id, name_key) FROM intents WHERE state = 'open'";
  return inFile(scene, (db) => db.prepare<[], string>(sql).pluck().all());
}

/** Whether the next sign-in waits, since the last ones got no answer: only a person can have it sooner. */
export function isHeldBack(scene: Scene): boolean {
  const sql = "SELECT json_extract(value, '$.unanswered') FROM settings WHERE name = 'signInRefusal'";
  return inFile(scene, (db) => db.prepare<[], number | null>(sql).pluck().get() ?? 0) >= 3;
}

function inFile<T>(scene: Listed, look: (db: Database.Database) => T): T {
  const db = new Database(join(scene.dataDir(), 'scim-tray.db'), { readonly: true });
  try {
    return look(db);
  } finally {
    db.close();
  }
}

/** Passwords that stand in a file of the data folder. */
export function passwordsOnDisk(scene: Scene, sent: readonly string[]): number {
  const files = readdirSync(scene.dataDir(), { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const texts = files.map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'latin1'));
  return [...scene.passwords, ...sent].filter((password) => texts.some((text) => text.includes(password)))
    .length;
}
