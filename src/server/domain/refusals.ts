import { Problem } from '../errors.ts';
import { SecretServerError } from '../secret-server/model.ts';
import { ScimError } from '../scim/errors.ts';

/** Seconds that a client is told to wait: work goes on and is done soon, or something has to come back first. */
const waits = { soon: 30, outage: 300 } as const;

/** Nothing can be done now: the client is to come back by itself (D2). */
function postponed(detail: string, cause?: unknown): ScimError {
  return new ScimError(429, null, detail, { retryAfter: waits.outage, cause });
}

/**
 * Every answer that refuses or postpones a change, in one table. Okta shows `detail` to its admin behind
 * its own text: at most 200 characters, what is so, then what to do; no addresses, no other people's names.
 */
export const refusals = {
  unknownUser: () =>
    new ScimError(
      404,
      null,
      'Secret Server has no such user. In Okta, remove the assignment and assign again.',
    ),
  unknownGroup: () =>
    new ScimError(
      404,
      null,
      'Secret Server has no such group. In Okta, unlink the pushed group and push it again.',
    ),
  userNameMissing: () =>
    new ScimError(400, 'invalidValue', 'userName is missing. Map it in Okta under Provisioning, To App.'),
  directoryName: () =>
    new ScimError(
      400,
      'invalidValue',
      'A userName with a domain in front belongs to a directory. Let Secret Server import that user, or use another userName.',
    ),
  userExists: () =>
    new ScimError(
      409,
      'uniqueness',
      'A Secret Server user with this userName already exists. Import it in Okta and assign that one, or use another userName.',
      { code: 'SS-DUP' },
    ),
  invisibleUser: () =>
    new ScimError(
      409,
      'uniqueness',
      'Secret Server has this userName for an account that SCIM Tray does not manage. Use another userName in Okta.',
      { code: 'SS-DUP' },
    ),
  anotherPerson: () =>
    new ScimError(
      409,
      'uniqueness',
      'This Secret Server user belonged to another Okta user before. Give the new person another userName, or accept it in SCIM Tray.',
      { code: 'LINK-OTHER' },
    ),
  changedSince: () =>
    new ScimError(
      412,
      null,
      'The resource has changed since the version that If-Match names. Read it again, then repeat the change.',
    ),
  otherCursor: () =>
    new ScimError(
      400,
      'invalidCursor',
      'The cursor belongs to another list. Send the same filter and order with it.',
    ),
  badCursor: (cause?: unknown) =>
    new ScimError(400, 'invalidCursor', 'The cursor is not one of ours. Send nextCursor as it came.', {
      cause,
    }),
  expiredCursor: () =>
    new ScimError(400, 'expiredCursor', 'The cursor is too old. Begin again, with an empty cursor.'),
  unknownBulkId: () =>
    new ScimError(
      400,
      'invalidValue',
      'No POST in this bulk request has the bulkId that the operation refers to. Correct it, or send the id.',
    ),
  failedBulkId: () =>
    new ScimError(
      409,
      null,
      'What the bulkId of this operation refers to could not be made. Correct that operation, then send both again.',
    ),
  bulkBudget: () =>
    new ScimError(
      429,
      null,
      'The operations before this one took too long, so it has not begun. Send it again in 30 seconds.',
      { retryAfter: waits.soon },
    ),
  anotherAccount: () =>
    new ScimError(
      409,
      null,
      'The Secret Server user with this id is no longer the one that was linked. Compare it in SCIM Tray before changing it.',
      { code: 'LINK-OTHER' },
    ),
  groupNameMissing: () =>
    new ScimError(400, 'invalidValue', 'displayName is missing. Give the group a name in Okta.'),
  groupExists: () =>
    new ScimError(
      409,
      'uniqueness',
      'A Secret Server group with this name already exists. Link the Okta group to it instead of creating one.',
      { code: 'SS-DUP' },
    ),
  invisibleGroup: () =>
    new ScimError(
      409,
      'uniqueness',
      'Secret Server has this name for a group that SCIM Tray does not see or manage. Use another name in Okta.',
      { code: 'SS-DUP' },
    ),
  hiddenGroup: () =>
    new ScimError(
      409,
      'uniqueness',
      'Secret Server has a group of this name that it does not show to SCIM Tray. If it is disabled, enable it there, then link the Okta group to it; else use another name in Okta.',
      { code: 'SS-DUP' },
    ),
  notEnabled: () =>
    new ScimError(
      400,
      null,
      'Secret Server left the group disabled although it was asked to enable it. Check the group there, then retry in Okta.',
      { code: 'SS-REFUSED' },
    ),
  readOnlyGroup: () =>
    new ScimError(
      400,
      'mutability',
      'Secret Server fills this group from the directory, so it cannot be changed here. Change it in the directory.',
      { code: 'SS-REFUSED' },
    ),
  systemGroup: () =>
    new ScimError(
      400,
      'mutability',
      'Secret Server does not let this built-in group be changed. Push another group.',
      { code: 'SS-REFUSED' },
    ),
  unknownMember: (value: string) =>
    new ScimError(
      400,
      'invalidValue',
      `Secret Server has no user with the id ${value.slice(0, 20)} for this group. In Okta, assign that person again, then push now.`,
    ),
  rename: () =>
    new ScimError(
      400,
      'mutability',
      'Secret Server cannot change the userName. Exclude username updates in Okta, or ask for a new user under the new name.',
    ),
  heldInactive: (endpoint: string) =>
    new ScimError(
      409,
      null,
      `The endpoint ${endpoint.slice(0, 40)} holds this user inactive. Activate the user there first, then retry in Okta.`,
    ),
  protectedUser: () =>
    new ScimError(
      403,
      null,
      'This user administers Secret Server and is protected from changes here. Change it there, or end its protection in SCIM Tray.',
      { code: 'APP-PROTECTED' },
    ),
  protectedGroup: () =>
    new ScimError(
      403,
      null,
      'This group administers Secret Server and is protected from changes here. End its protection in SCIM Tray to change it.',
      { code: 'APP-PROTECTED' },
    ),
  licence: () =>
    new ScimError(
      403,
      null,
      'Secret Server has no free user licence, so the user stays disabled. Free a licence, then retry the task in Okta.',
      { code: 'SS-LICENCE' },
    ),
  mirrored: () =>
    new ScimError(
      400,
      'mutability',
      'Secret Server mirrors the directory and would undo this. Enable or disable the user in the directory.',
      { code: 'SS-REFUSED' },
    ),
  stillEnabled: () =>
    new ScimError(
      409,
      null,
      'Secret Server left the user enabled although it was asked to disable it. Check the user there, then retry in Okta.',
      { code: 'SS-REFUSED' },
    ),
  notTaken: (attribute: string) =>
    new ScimError(
      400,
      'invalidValue',
      `Secret Server did not take the new ${attribute}. Check that the value is allowed there, then retry in Okta.`,
      { code: 'SS-REFUSED' },
    ),
  ownAccount: () =>
    new ScimError(
      403,
      null,
      'SCIM Tray signs in with this account, so clients cannot change it. Change it in Secret Server.',
      { code: 'APP-PROTECTED' },
    ),
  busy: () =>
    new ScimError(429, null, 'Secret Server has not confirmed the change yet. Okta tries again by itself.', {
      retryAfter: waits.soon,
    }),
  slow: () =>
    new ScimError(429, null, 'Secret Server has not answered yet. Okta tries again by itself.', {
      retryAfter: waits.soon,
    }),
  queueFull: () =>
    new ScimError(429, null, 'Too many changes wait for Secret Server already. Okta tries again by itself.', {
      retryAfter: waits.soon,
    }),
  paused: () => postponed('SCIM Tray is paused by its admin. Okta tries again by itself.'),
  firstImport: () =>
    postponed('SCIM Tray has not finished its first import from Secret Server. Okta tries again by itself.'),
  notSetUp: () =>
    postponed(
      'SCIM Tray is not connected to Secret Server yet. Finish its set-up; Okta tries again by itself.',
    ),
  staleMirror: () =>
    postponed(
      'SCIM Tray has not been able to read Secret Server for too long to list it. Open SCIM Tray to see why.',
    ),
  cutView: () =>
    postponed(
      "SCIM Tray's account no longer sees all of Secret Server. Give it Unrestricted by Teams again; Okta tries again by itself.",
    ),
  dataFile: () =>
    postponed('SCIM Tray cannot write its data file. Free space on its server; Okta tries again by itself.'),
  dataLost: () =>
    postponed(
      'The data file of SCIM Tray is damaged or gone. Its admin has to restore it; Okta tries again.',
    ),
  keychain: () =>
    postponed('SCIM Tray cannot read its saved secrets. Open SCIM Tray on its server to see why.'),
} as const;

/** What the client hears when Secret Server could not be used or said no. Anything else is passed on unchanged. */
export function fromSecretServer(thrown: unknown): unknown {
  if (thrown instanceof Problem && thrown.code === 'APP-KEYS') return refusals.keychain();
  if (!(thrown instanceof SecretServerError)) return thrown;
  switch (thrown.kind) {
    case 'unreachable':
    case 'unusable':
      return postponed('Secret Server does not answer. Okta tries again by itself.', thrown);
    case 'other-server':
      return postponed(
        'This is not the Secret Server that SCIM Tray knows. Open SCIM Tray on its server to compare.',
        thrown,
      );
    case 'untrusted':
      return postponed(
        "Secret Server's certificate is not trusted. Open SCIM Tray on its server to see why.",
        thrown,
      );
    case 'sign-in-refused':
      return postponed(
        'Secret Server refused the sign-in of SCIM Tray. Enter the new secret in SCIM Tray.',
        thrown,
      );
    case 'forbidden':
      return new ScimError(
        403,
        null,
        "SCIM Tray's Secret Server account lacks a right for this. Grant it Administer Users and Administer Groups, then retry in Okta.",
        { code: 'SS-RIGHT', cause: thrown },
      );
    case 'refused':
      if (isAboutLicence(thrown)) return refusals.licence();
      return new ScimError(400, 'invalidValue', refusedDetail(thrown), { code: 'SS-REFUSED', cause: thrown });
  }
}

/** Texts are not published: the word is the only hint. */
export function isAboutLicence({ errorCode, said }: SecretServerError): boolean {
  return errorCode === 'API_MetApplicationAPILimit' || /licen[cs]e/i.test(said);
}

function refusedDetail(refusal: SecretServerError): string {
  if (refusal.errorCode?.startsWith('API_AccessDenied')) {
    return 'Secret Server denied access to this object. Check whether it has owners of its own, then retry in Okta.';
  }
  const said = refusal.said.replaceAll(/\s+/g, ' ').trim().slice(0, 120).trimEnd();
  return said
    ? `Secret Server refused: ${said}${/[.!?]$/.test(said) ? '' : '.'} Correct it in Okta and retry.`
    : 'Secret Server refused the change without a reason. Check the values sent in Okta and retry.';
}
