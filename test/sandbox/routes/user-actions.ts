import { badRequest, invalid, json } from '../http/answer.ts';
import { intOf, isMembers, member, membersOf, textOf, type Members } from '../http/body.ts';
import { idOf, type Route } from '../http/route.ts';
import { LOCAL } from '../model.ts';
import { writeUsers } from '../rights.ts';
import { managedUser } from '../scope.ts';
import { withPassword } from './users-change.ts';

const reasons = ['SuspiciousActivity', 'LoginAttemptsExceeded', 'Other'];

/** What an administrator does to one user beside editing: reset the password, lock. */
export const userActionRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/v1/users/{userId}/password-reset',
    rights: writeUsers,
    fields: ['data', 'data.userId', 'data.password'],
    handle: (world, request) => {
      const user = managedUser(world, request.caller, idOf(request, 'userId'));
      const data = dataOf(request.body);
      const password = textOf(data, 'password');
      if (intOf(data, 'userId') !== user.id || password === null) {
        throw invalid({ data: ['The userId and password fields are required.'] });
      }
      if (user.domainId !== LOCAL) throw badRequest('The password of a domain user cannot be changed.');
      world.store.users.save(withPassword(world, user, password));
      return json({ success: true });
    },
  },
  {
    method: 'POST',
    path: '/v1/users/{userId}/lock-out',
    rights: writeUsers,
    fields: ['data', 'data.reasonType', 'data.description'],
    handle: (world, request) => {
      const user = managedUser(world, request.caller, idOf(request, 'userId'));
      const reason = textOf(dataOf(request.body), 'reasonType') ?? 'Other';
      if (!reasons.includes(reason)) throw invalid({ reasonType: ['The value is not valid.'] });
      world.store.users.save({ ...user, isLockedOut: true, lockOutReason: reason });
      return json({ success: true });
    },
  },
];

function dataOf(body: unknown): Members {
  const data = member(membersOf(body), 'data');
  if (!isMembers(data)) throw invalid({ data: ['The data field is required.'] });
  return data;
}
