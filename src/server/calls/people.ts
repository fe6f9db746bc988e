import type { PeopleCalls, PersonRow } from '../../main/ipc/people.ts';
import { asConnectionProblem } from '../connection-problem.ts';
import type { Activity } from '../domain/activity.ts';
import type { Deps } from '../domain/context.ts';
import { acceptPerson, describePerson, listPeople, unlinkPerson } from '../domain/people.ts';

/** Users and groups as the mirror has them (reference: UX, Users & groups). */
export function peopleCalls(deps: Deps, { note }: Pick<Activity, 'note'>): PeopleCalls {
  const noted = (action: 'Link' | 'Unlink', person: PersonRow, sentence: string): void => {
    const { type, id: resourceId, name, signInName } = person;
    note({ source: 'You', action, result: 'Done', sentence, type, resourceId, name, signInName });
  };
  return {
    'people.list': async (request) => listPeople(deps, request),
    'people.get': async ({ type, id }) => describePerson(deps, type, id),
    'people.unlink': async ({ type, id, endpoint, by }) => {
      await unlinkPerson(deps, { type, id, endpoint });
      const person = describePerson(deps, type, id);
      noted('Unlink', person, `${by} unlinked ${person.name} from ${endpoint}.`);
      return person;
    },
    'people.accept': async ({ id, by }) => {
      await acceptPerson(deps, id).catch((thrown: unknown) => {
        throw asConnectionProblem(thrown);
      });
      const person = describePerson(deps, 'User', id);
      noted('Link', person, `${by} accepted ${person.name} as the same person.`);
      return person;
    },
  };
}
