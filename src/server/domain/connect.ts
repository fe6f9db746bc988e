import type { Check, ConnectResult } from '../../main/ipc/contract.ts';
import { Problem } from '../errors.ts';
import {
  SecretServerError,
  type AdminHolders,
  type Capabilities,
  type SecretServer,
} from '../secret-server/model.ts';
import { counted } from '../numbers.ts';

/** The rights that provisioning needs, and why; shown line by line. */
const rights: readonly { readonly name: string; readonly why: string }[] = [
  { name: 'View Users', why: 'to list users for Okta' },
  { name: 'Administer Users', why: 'to create, change, enable and disable users' },
  { name: 'View Groups', why: 'to list groups for Okta' },
  { name: 'Administer Groups', why: 'to create groups and change their members' },
];
const allTeams = 'Unrestricted by Teams';

export type Probed = ConnectResult & {
  readonly capabilities?: Capabilities;
  readonly adminHolders?: AdminHolders | null;
};

/** A client to look at. @throws Problem SS-ADDRESS or SS-CERT */
type Connect = () => { readonly server: SecretServer; readonly encrypted: boolean };

/**
 * Checks a connection as provisioning will use it: address and certificate, sign-in, each right.
 * One line for each; the first that fails ends the list. Nothing is stored here.
 */
export function checkConnection(connect: Connect, acceptPartialView: boolean): Promise<Probed> {
  return check(connect, async ({ server, encrypted }) => {
    const { capabilities, missingRights } = await server.probe();
    const judged = judge(capabilities, missingRights, { acceptPartialView, encrypted });
    if (!judged.connected) return judged;
    const adminHolders = await server.adminHolders();
    return { ...judged, adminHolders, checks: [...judged.checks, protectionCheck(adminHolders)] };
  });
}

/** Checks address and certificate alone: no account is needed, and nothing is sent that could lock one. */
export function checkReach(connect: Connect): Promise<ConnectResult> {
  return check(connect, async ({ server, encrypted }) => {
    const { certain } = await server.reach();
    return { connected: true, checks: [addressCheck(certain), certificateCheck(encrypted)] };
  });
}

/** Faults become lines. */
async function check(
  connect: Connect,
  look: (candidate: ReturnType<Connect>) => Promise<Probed>,
): Promise<Probed> {
  let candidate: ReturnType<Connect>;
  try {
    candidate = connect();
  } catch (thrown) {
    if (!(thrown instanceof Problem)) throw thrown;
    const { title: sentence, remedy, command } = thrown;
    return failed([], { name: 'Address', sentence, remedy, command });
  }
  try {
    return await look(candidate);
  } catch (thrown) {
    if (!(thrown instanceof SecretServerError)) throw thrown;
    return failedAt(thrown);
  } finally {
    await candidate.server.close();
  }
}

function addressCheck(certain: boolean): Check {
  if (certain) return ok('Address', 'Secret Server answers; it tells its version after the sign-in');
  const sentence = 'Something answers that does not say what it is';
  const remedy = 'Go on when the address is right: the sign-in shows whether it is Secret Server';
  return { name: 'Address', result: 'warning', sentence, remedy };
}

function certificateCheck(encrypted: boolean): Check {
  return ok('Certificate', encrypted ? 'trusted' : 'none: plain http, which stays on this machine');
}

function judge(
  capabilities: Capabilities,
  missing: readonly string[],
  { acceptPartialView, encrypted }: { acceptPartialView: boolean; encrypted: boolean },
): Probed {
  const { version, account, partialView, readOnly, mirrorsDirectory } = capabilities;
  const checks: Check[] = [
    ok(
      'Address',
      version ? `Secret Server ${version} answers` : 'Secret Server answers; it hides its version',
    ),
    certificateCheck(encrypted),
    ok('Sign-in', `signed in as ${account.userName}`),
    ...rights.map(({ name, why }): Check => {
      if (!missing.includes(name)) return ok(name, why);
      const sentence = `The application account lacks the right ${name}, needed ${why}`;
      return {
        name,
        result: 'failed',
        sentence,
        remedy: `Add ${name} to a role of the account, then test again`,
      };
    }),
    teamsCheck(partialView, acceptPartialView),
  ];
  if (readOnly) {
    const remedy = 'Changes wait until read-only mode is switched off in Secret Server';
    checks.push({
      name: 'Read-only mode',
      result: 'warning',
      sentence: 'Secret Server is read-only now',
      remedy,
    });
  }
  if (mirrorsDirectory) {
    const sentence =
      'Secret Server mirrors the directory, so directory users cannot be enabled or disabled here';
    const remedy = 'To let Okta do it, set the user account option to automatic import without mirroring';
    checks.push({ name: 'Directory', result: 'warning', sentence, remedy });
  }
  const connected = checks.every(({ result }) => result !== 'failed');
  return connected ? { connected, checks, capabilities } : { connected, checks };
}

/** Who administers Secret Server is not to be changed through Okta (D11). */
function protectionCheck(holders: AdminHolders | null): Check {
  if (holders) {
    const { users, groups } = holders;
    return ok(
      'Protection',
      `${counted(users.length, 'user')} and ${counted(groups.length, 'group')} administer Secret Server`,
    );
  }
  const sentence = 'The application account may not read roles, so only itself is protected from changes';
  const remedy = 'Add View Roles to a role of the account, or name administrators in Settings under Safety';
  return { name: 'Protection', result: 'warning', sentence, remedy, command: 'scim-tray protect' };
}

/** Without this right lists are cut, and Okta takes a short list as removals (D7). */
function teamsCheck(partialView: boolean, accepted: boolean): Check {
  if (!partialView) return ok(allTeams, 'sees every user and group');
  const sentence = `The application account lacks the right ${allTeams}, so it may not see every user`;
  const remedy =
    'Add it to a role of the account, or tick "Manage only what this account sees" and test again';
  const command = 'scim-tray setup --accept-partial-view';
  return { name: allTeams, result: accepted ? 'warning' : 'failed', sentence, remedy, command };
}

function failedAt(fault: SecretServerError): Probed {
  const reached = [ok('Address', 'Secret Server answers'), ok('Certificate', 'trusted')];
  const sentence = fault.message;
  switch (fault.kind) {
    case 'untrusted':
      return failed([ok('Address', 'the server answers')], {
        name: 'Certificate',
        sentence,
        remedy: 'Install its issuer on this machine, or paste it under "Own certificate authority"',
        command: 'scim-tray setup --ca',
      });
    case 'unreachable':
      return failed([], {
        name: 'Address',
        sentence,
        remedy: 'Check the address and that Secret Server runs',
      });
    case 'sign-in-refused':
      return failed(reached, {
        name: 'Sign-in',
        sentence,
        remedy:
          'Check user name, password and domain, and that web services are on; every further try counts towards a lock-out',
      });
    case 'unusable':
      return failed([], {
        name: 'Address',
        sentence,
        remedy: 'Check that the address is the one that opens Secret Server in a browser',
      });
    case 'other-server':
      return failed([...reached, ok('Sign-in', 'accepted')], {
        name: 'Identity',
        sentence,
        remedy: 'Check the address; to forget the old data and take this server, tick the box and test again',
        command: 'scim-tray setup --accept-other-server',
      });
    case 'forbidden':
    case 'refused':
      return failed(reached, {
        name: 'Rights',
        sentence,
        remedy: 'Check the role of the application account',
      });
  }
}

function ok(name: string, sentence: string): Check {
  return { name, result: 'ok', sentence };
}

function failed(before: readonly Check[], line: Omit<Check, 'result'>): Probed {
  return { connected: false, checks: [...before, { ...line, result: 'failed' }] };
}
