/** A sandbox Secret Server in a process of its own, so that its work is not taken for the host's. Ends with its parent. */
import { startSandbox } from '../sandbox/sandbox.ts';

const [users = 0, groups = 0] = process.argv.slice(2).map(Number);
const sandbox = await startSandbox({ size: { users, groups } });
let round = 0;

/** The share of users who get another name and address, and of groups that get another member. */
process.on('message', (share: number) => {
  round += 1;
  const local = sandbox.users().filter(({ userName }) => userName.startsWith('person.'));
  for (const { id, userName } of local.slice(0, Math.ceil(local.length * share))) {
    const displayName = `Round ${String(round)} ${userName}`;
    sandbox.change(id, { displayName, emailAddress: `${userName}@round${String(round)}.example.com` });
  }
  const teams = sandbox.groups().filter(({ name }) => name.startsWith('Team '));
  for (const { id } of teams.slice(0, Math.ceil(teams.length * share))) {
    const [first, ...others] = sandbox.members(id);
    const next = local[(round * 37 + id) % local.length]?.id ?? first ?? 0;
    sandbox.setMembers(id, [...others, next]);
  }
  process.send?.('changed');
});
process.once('disconnect', () => process.exit(0));
process.send?.({ url: sandbox.url, ...sandbox.account });
