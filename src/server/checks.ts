import { z } from 'zod';
import type { Check, ConnectResult, ConnectionView, EndpointView } from '../main/ipc/contract.ts';
import type { ProblemView } from '../main/ipc/problem.ts';
import type { CheckView } from '../main/ipc/settings.ts';
import { dayAndTime } from './local-time.ts';
import type { Proof } from './public-address.ts';
import type { Settings } from './store/settings.ts';

type Name = CheckView['name'];

const stored = z.object({
  result: z.enum(['Done', 'Failed']),
  sentence: z.string(),
  remedy: z.string().nullable(),
  command: z.string().optional(),
  at: z.string(),
  /** What was tested: an address that was changed since proves nothing. */
  of: z.string(),
});
type Stored = z.infer<typeof stored>;

interface ChecksDeps {
  readonly settings: Settings;
  readonly now: () => number;
  readonly endpoints: () => readonly EndpointView[];
  /** Days without a call that are too many. */
  readonly quietDays: () => number;
  readonly publicUrl: () => string | null;
  readonly callThrough: (url: string) => Promise<Proof>;
  readonly connection: () => ConnectionView | null;
  /** Why Secret Server cannot be used; and when it was last read completely. */
  readonly trouble: () => ProblemView | null;
  readonly readAt: () => string | null;
  /** @throws Problem */
  readonly testConnection: () => Promise<ConnectResult>;
  /** Data file, disk, backup and keychain. */
  readonly testData: () => Promise<Proof>;
}

export interface Checks {
  all(): CheckView[];
  /** @throws Problem when it cannot be tested at all */
  run(name: Name): Promise<CheckView>;
  /** An address that may be saved later. */
  testPublicAddress(url: string): Promise<CheckView>;
}

/** The four things that have to hold, each with its last proof (reference: UX, Status). */
export function createChecks(deps: ChecksDeps): Checks {
  const { settings, now } = deps;

  function last(name: Name, of: string): Stored | undefined {
    const found = stored.safeParse(settings.get(`check:${name}`)).data;
    return found?.of === of ? found : undefined;
  }

  function keep(name: Name, of: string, proof: Proof): CheckView {
    const at = new Date(now()).toISOString();
    settings.set(`check:${name}`, { ...proof, at, of });
    return { name, ...proof, at };
  }

  function views(): Readonly<Record<Name, () => CheckView>> {
    return {
      'Okta calls in': () => calls(deps),
      'Public address': () => publicAddress(deps.publicUrl(), last),
      'Secret Server sign-in': () => signIn(deps, last),
      'Data and keychain': () => {
        const name = 'Data and keychain';
        const proof = last(name, '');
        if (!proof) return notTested(name, 'The data file was not checked yet', null);
        return viewOf(name, proof);
      },
    };
  }

  return {
    all: () => Object.values(views()).map((view) => view()),
    testPublicAddress: async (url) => keep('Public address', url, await deps.callThrough(url)),
    async run(name) {
      switch (name) {
        case 'Okta calls in': // only a real call proves it
          break;
        case 'Public address': {
          const url = deps.publicUrl();
          if (url !== null) return keep(name, url, await deps.callThrough(url));
          break;
        }
        case 'Secret Server sign-in': {
          const saved = deps.connection();
          if (saved) return keep(name, ofConnection(saved), proofOf(await deps.testConnection()));
          break;
        }
        case 'Data and keychain':
          return keep(name, '', await deps.testData());
      }
      return views()[name]();
    },
  };
}

function calls({ endpoints, quietDays, now }: ChecksDeps): CheckView {
  const name = 'Okta calls in';
  const all = endpoints();
  const refused = all.find(({ oldTokenAt }) => oldTokenAt !== null);
  if (refused) {
    return {
      name,
      result: 'Failed',
      sentence: `A call came with a token of ${refused.name} that has ended`,
      remedy: 'Paste the newer token in Okta, or make another in Settings under Okta access',
      at: refused.oldTokenAt,
    };
  }
  const called = all.filter(({ lastCallAt }) => lastCallAt !== null);
  const newest = called.toSorted((a, b) => String(b.lastCallAt).localeCompare(String(a.lastCallAt)))[0];
  if (!newest || newest.lastCallAt === null) {
    return all.length === 0
      ? notTested(
          name,
          'There is no endpoint yet',
          'Make one in Settings under Okta access',
          'scim-tray endpoint add',
        )
      : notTested(name, 'Okta has not called yet', 'In Okta, press Test API Credentials');
  }
  const at = newest.lastCallAt;
  const days = Math.floor((now() - Date.parse(at)) / 86_400_000);
  const sentence = `The last call came ${dayAndTime(at, new Date(now()).toISOString())}, with a token of ${newest.name}`;
  if (days < quietDays()) return { name, result: 'Done', sentence, remedy: null, at };
  return { name, result: 'Failed', sentence, remedy: 'Check the tunnel and the app in Okta', at };
}

function publicAddress(url: string | null, last: (name: Name, of: string) => Stored | undefined): CheckView {
  const name = 'Public address';
  if (url === null) {
    return notTested(
      name,
      'SCIM Tray does not know its public address',
      'Enter it in Settings under Listener',
    );
  }
  const proof = last(name, url);
  return proof ? viewOf(name, proof) : notTested(name, `${url} was not tested yet`, null);
}

function signIn(
  { connection, trouble, readAt }: ChecksDeps,
  last: (name: Name, of: string) => Stored | undefined,
): CheckView {
  const name = 'Secret Server sign-in';
  const saved = connection();
  if (!saved) return notTested(name, 'Secret Server is not connected yet', 'Finish set-up');
  const problem = trouble();
  const proof = last(name, ofConnection(saved));
  const read = readAt();
  if (problem) {
    const { title, remedy, command } = problem;
    return { name, result: 'Failed', sentence: title, remedy, command, at: proof?.at ?? null };
  }
  if (proof && (read === null || proof.at > read)) return viewOf(name, proof);
  if (read === null) return notTested(name, 'Secret Server was not read yet', null);
  const version = saved.version === null ? '' : `, Secret Server ${saved.version}`;
  return {
    name,
    result: 'Done',
    sentence: `Signed in as ${saved.userName}${version}`,
    remedy: null,
    at: read,
  };
}

/** The first line that failed speaks for all. */
function proofOf({ connected, checks }: ConnectResult): Proof {
  const failed = checks.find(({ result }) => result === 'failed');
  if (failed)
    return {
      result: 'Failed',
      sentence: failed.sentence,
      remedy: failed.remedy ?? null,
      command: failed.command,
    };
  const signedIn = checks.find((check: Check) => check.name === 'Sign-in');
  return {
    result: connected ? 'Done' : 'Failed',
    sentence: signedIn ? `Secret Server answers, ${signedIn.sentence}` : 'Secret Server answers',
    remedy: null,
  };
}

function ofConnection({ url, userName, savedAt }: ConnectionView): string {
  return `${url} ${userName} ${savedAt ?? ''}`;
}

function viewOf(name: Name, { result, sentence, remedy, command, at }: Stored): CheckView {
  return { name, result, sentence, remedy, command, at };
}

function notTested(name: Name, sentence: string, remedy: string | null, command?: string): CheckView {
  return { name, result: 'Not tested', sentence, remedy, command, at: null };
}
