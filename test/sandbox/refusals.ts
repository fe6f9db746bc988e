import { Refusal, badRequest, json } from './http/answer.ts';
import type { World } from './world.ts';

/** The 400 for a name that is taken, in the form that the switch says. */
export function nameTaken(world: World, field: 'userName' | 'name'): Refusal {
  const message = `A ${field === 'userName' ? 'user' : 'group'} with this name already exists.`;
  switch (world.switches.duplicateName) {
    case 'message':
      return badRequest(message);
    case 'errorCode':
      return badRequest(message, 'API_DuplicateName');
    case 'modelState':
      return new Refusal(
        json({ message: 'The request is invalid.', modelState: { [field]: [message] } }, 400),
      );
  }
}
