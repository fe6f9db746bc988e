import { badRequest, forbidden, invalid, json } from '../http/answer.ts';
import { flagOf, intOf, membersOf, textOf, type Members } from '../http/body.ts';
import type { Caller, Route } from '../http/route.ts';
import { withinLicences } from '../licences.ts';
import { LOCAL, type UserRecord } from '../model.ts';
import { digest, passwordFaults } from '../password-policy.ts';
import { createdUserModel } from '../present.ts';
import { nameTaken } from '../refusals.ts';
import { right } from '../rights.ts';
import { blankUser } from '../user-rows.ts';
import type { World } from '../world.ts';

const LONGEST_NAME = 250;

/** POST of a user (reference: users, create). */
export const userCreateRoute: Route = {
  method: 'POST',
  path: '/v1/users',
  rights: [right.administerUsers, right.createUsers],
  fields: [
    'userName',
    'displayName',
    'password',
    'emailAddress',
    'enabled',
    'domainId',
    'adGuid',
    'isApplicationAccount',
    'twoFactor',
    'radiusTwoFactor',
    'radiusUserName',
    'duoTwoFactor',
    'oathTwoFactor',
    'fido2TwoFactor',
    'unixAuthenticationMethod',
  ],
  handle: (world, { body, caller }) => {
    const members = membersOf(body);
    const user = withinLicences(world, newUser(world, caller, members));
    return json(createdUserModel(world, world.store.users.save(user)));
  },
};

function newUser(world: World, caller: Caller, body: Members): UserRecord {
  const { userName, displayName, password } = requiredTexts(body);
  const domainId = domainOf(world, body);
  const isApplicationAccount = flagOf(body, 'isApplicationAccount');
  if (isApplicationAccount && !caller.rights.has(right.createApplicationAccounts)) throw forbidden();
  if (world.store.users.named(domainId, userName) !== undefined) throw nameTaken(world, 'userName');
  const faults = domainId === LOCAL ? passwordFaults(world.settings, password, userName) : [];
  if (faults.length > 0) throw badRequest(faults.join(' '));
  return blankUser({
    id: world.store.users.nextId(),
    userName,
    displayName,
    emailAddress: textOf(body, 'emailAddress'),
    // A binder without a default reads a missing boolean as false.
    enabled: flagOf(body, 'enabled'),
    domainId,
    adGuid: domainId === LOCAL ? null : textOf(body, 'adGuid'),
    isApplicationAccount,
    created: world.now(),
    passwordLastChanged: domainId === LOCAL ? world.now() : null,
    passwordDigest: domainId === LOCAL ? digest(password) : null,
    twoFactor: flagOf(body, 'twoFactor'),
    radiusTwoFactor: flagOf(body, 'radiusTwoFactor'),
    radiusUserName: textOf(body, 'radiusUserName'),
    duoTwoFactor: flagOf(body, 'duoTwoFactor'),
    oathTwoFactor: flagOf(body, 'oathTwoFactor'),
    fido2TwoFactor: flagOf(body, 'fido2TwoFactor'),
    unixAuthenticationMethod: textOf(body, 'unixAuthenticationMethod') ?? 'Password',
    roleIds: [world.settings.defaultNewUserRoleId],
  });
}

function requiredTexts(body: Members): { userName: string; displayName: string; password: string } {
  const [userName, displayName, password] = [
    textOf(body, 'userName'),
    textOf(body, 'displayName'),
    textOf(body, 'password'),
  ];
  if (userName === null || displayName === null || password === null) {
    const missing = { userName, displayName, password };
    const names = Object.entries(missing).filter(([, value]) => value === null);
    throw invalid(Object.fromEntries(names.map(([name]) => [name, [`The ${name} field is required.`]])));
  }
  for (const [name, value] of Object.entries({ userName, displayName })) {
    if (value.length > LONGEST_NAME)
      throw invalid({ [name]: [`The ${name} may have ${LONGEST_NAME} characters.`] });
  }
  return { userName, displayName, password };
}

/** LOCAL, or a directory that exists; a user of a directory needs the directory's own id. */
function domainOf(world: World, body: Members): number {
  const domainId = intOf(body, 'domainId') ?? LOCAL;
  if (domainId <= 0) return LOCAL;
  if (!world.store.domains.some((domain) => domain.id === domainId))
    throw badRequest('The domain does not exist.');
  const adGuid = textOf(body, 'adGuid') ?? '';
  if (adGuid.length < 36 || adGuid.length > 50)
    throw invalid({ adGuid: ['The adGuid field is required for a domain user.'] });
  return domainId;
}
