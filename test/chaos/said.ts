import { setTimeout as delay } from 'node:timers/promises';
import type { Sandbox } from '../sandbox/sandbox.ts';
import type { Outcome } from './asked.ts';
import type { Answer, Scene } from './scene.ts';

export const grace = 'grace@example.com';
const userUrn = 'urn:ietf:params:scim:schemas:core:2.0:User';
export const groupUrn = 'urn:ietf:params:scim:schemas:core:2.0:Group';
const patchUrn = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

/** What Okta sends of a person; the password is a placeholder that must go nowhere. */
export const person = (over: object = {}): object => ({
  schemas: [userUrn],
  userName: grace,
  externalId: '00u1grace',
  name: { givenName: 'Grace', familyName: 'Example' },
  displayName: 'Grace Example',
  emails: [{ primary: true, value: grace, type: 'work' }],
  password: 'Placeholder-1mz050nq',
  active: true,
  ...over,
});

export const patch = (...Operations: readonly object[]): object => ({ schemas: [patchUrn], Operations });
export const replace = (value: object): object => patch({ op: 'replace', value });
export const members = (...ids: readonly number[]): object[] => ids.map((id) => ({ value: String(id) }));

/** The answer to a step of the preparation, which has to go well; a busy machine may need more than one try. */
export async function well(scene: Scene, method: string, path: string, body?: object): Promise<Answer> {
  for (let tried = 1; ; tried += 1) {
    const answer = await scene.send(method, path, body);
    if (answer && answer.status < 300) return answer;
    if (answer?.status !== 429 || tried === 20) {
      throw new Error(`preparing: ${method} ${path} gave ${JSON.stringify(answer)}`);
    }
    await delay(50);
  }
}

/** The id of somebody whom the sandbox has from the start. */
export function seeded(sandbox: Sandbox, userName: string): number {
  const user = sandbox.userByName(userName);
  if (!user) throw new Error(`the seed has no ${userName}`);
  return user.id;
}

/** Okta's look-up before it creates or links. */
export async function found(
  scene: Scene,
  resource: 'Users' | 'Groups',
  filter: string,
): Promise<number | undefined> {
  const answer = await scene.send(
    'GET',
    `/${resource}?filter=${encodeURIComponent(filter)}&startIndex=1&count=100`,
  );
  const [one] = (answer?.body['Resources'] ?? []) as readonly { id: string }[];
  return one && Number(one.id);
}

export const either = (isDone: boolean): Outcome => (isDone ? 'done' : 'undone');

/** Done when each is, undone when none is. */
export function together(...parts: readonly boolean[]): Outcome {
  if (parts.every(Boolean)) return 'done';
  return parts.some(Boolean) ? 'partly' : 'undone';
}
