import { describeFault, type Log } from './log.ts';
import type { SignInMemory, SignInRecord } from './secret-server/sign-ins.ts';
import type { Settings } from './store/settings.ts';

/** Of the settings. It was the name when only refusals were kept. */
const name = 'signInRefusal';

/**
 * Sign-ins that did not end in a token, in the data file. Where that cannot be written, this process knows them all
 * the same: a full disk must not lock the account either.
 */
export function createSignInMemory(settings: Settings, log: Log): SignInMemory {
  let unsaved: { readonly record: SignInRecord | null } | undefined;
  return {
    read: () => (unsaved ? unsaved.record : ((settings.get(name) ?? null) as SignInRecord | null)), // written below
    write(record) {
      try {
        settings.set(name, record ?? undefined);
        unsaved = undefined;
      } catch (thrown) {
        unsaved = { record };
        log.warn('a sign-in could not be written down', describeFault(thrown));
      }
    },
  };
}
