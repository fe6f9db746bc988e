import type { PeopleCalls } from '../../main/ipc/people.ts';
import { asConnectionProblem } from '../connection-problem.ts';
import type { Deps } from '../domain/context.ts';
import { acceptPerson, describePerson, listPeople, unlinkPerson } from '../domain/people.ts';

/** Users and groups as the mirror has them (reference: UX, Users & groups). */
export function peopleCalls(deps: Deps): PeopleCalls {
  return {
    'people.list': async (request) => listPeople(deps, request),
    'people.get': async ({ type, id }) => describePerson(deps, type, id),
    'people.unlink': async ({ type, id, endpoint }) => {
      await unlinkPerson(deps, { type, id, endpoint });
      return describePerson(deps, type, id);
    },
    'people.accept': async ({ id }) => {
      await acceptPerson(deps, id).catch((thrown: unknown) => {
        throw asConnectionProblem(thrown);
      });
      return describePerson(deps, 'User', id);
    },
  };
}
