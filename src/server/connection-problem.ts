import type { ProblemView } from '../main/ipc/problem.ts';
import { Problem, type ProblemCode } from './errors.ts';
import { SecretServerError } from './secret-server/model.ts';

/** A fault of Secret Server as a problem for whoever called; anything else as it is. */
export function asConnectionProblem(thrown: unknown): unknown {
  if (!(thrown instanceof SecretServerError)) return thrown;
  const { code, title, remedy, command } = connectionProblem(thrown);
  return new Problem(code, title, remedy, { cause: thrown, command });
}

/** What an admin has to do about a fault of Secret Server. */
export function connectionProblem(fault: {
  readonly kind: string;
  readonly message: string;
}): ProblemView & { readonly code: ProblemCode } {
  switch (fault.kind) {
    case 'sign-in-refused':
      return {
        code: 'SS-AUTH',
        title: 'Secret Server refused the sign-in',
        remedy:
          'Unlock the account if it is locked, then enter its secret again in Settings under Secret Server',
        command: 'scim-tray setup',
      };
    case 'untrusted':
      return {
        code: 'SS-CERT',
        title: "Secret Server's certificate is not trusted",
        remedy: 'Install its issuer on this machine, or give it in Settings under Secret Server',
        command: 'scim-tray setup --ca',
      };
    case 'other-server':
      return {
        code: 'SS-OTHER',
        title: 'This is not the Secret Server that this data belongs to',
        remedy: 'Compare the two; to take this one as it is, test and save it again in Settings',
        command: 'scim-tray setup --accept-other-server',
      };
    case 'forbidden':
      return {
        code: 'SS-RIGHT',
        title: 'The application account lacks a right',
        remedy: 'Test it in Settings under Secret Server to see which one',
        command: 'scim-tray setup',
      };
    default:
      return {
        code: 'SS-DOWN',
        title: 'Secret Server does not answer',
        remedy: 'Check that it runs. SCIM Tray tries again every minute; test it now under Status',
        command: 'scim-tray import',
      };
  }
}
