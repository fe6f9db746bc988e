import { onStage, person, replace } from './stage.ts';

export type OneStage = Awaited<ReturnType<typeof onStage>>;

const groupUrn = 'urn:ietf:params:scim:schemas:core:2.0:Group';

export const idOf = (stage: OneStage, name: string): number => Number(stage.sandbox.userByName(name)?.id);

/** A person whom Okta makes. */
export async function make(stage: OneStage, name: string): Promise<number> {
  return Number((await stage.okta1.send('POST', '/Users', person(name))).body.id);
}

/** A group that Okta pushes. */
export async function push(stage: OneStage, displayName: string, ids: readonly number[]): Promise<number> {
  const members = ids.map((id) => ({ value: String(id) }));
  const { body } = await stage.okta1.send('POST', '/Groups', { schemas: [groupUrn], displayName, members });
  return Number(body.id);
}

/** Three people and a group that Okta made, and everything that hands in Secret Server can do to them. */
export async function drifted() {
  const stage = await onStage();
  const [grace, hopper, ada, left] = [
    await make(stage, 'grace'),
    await make(stage, 'hopper'),
    await make(stage, 'ada'),
    await make(stage, 'left'),
  ];
  const team = await push(stage, 'Compilers', [grace, hopper]);
  await stage.okta1.send('PATCH', `/Users/${String(left)}`, replace({ active: false }));
  const { sandbox } = stage;
  sandbox.change(grace, { displayName: 'By Hand', emailAddress: 'hand@example.com' });
  sandbox.change(ada, { enabled: false });
  sandbox.change(left, { enabled: true });
  sandbox.setMembers(team, [grace, idOf(stage, 'hana.sato')]);
  sandbox.forgetCalls();
  return { ...stage, grace, hopper, ada, left, team };
}
