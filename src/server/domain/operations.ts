import type { ResourceType } from '../store/links.ts';
import { changeGroup } from './change-group.ts';
import { changeUser, deleteUser } from './change-user.ts';
import type { Answer, Caller, Deps } from './context.ts';
import { deleteGroup } from './delete-group.ts';
import { createGroup } from './create-group.ts';
import { createUser } from './create-user.ts';

export interface ChangeRequest {
  readonly id: number;
  readonly verb: 'PUT' | 'PATCH';
  readonly body: unknown;
}

/** What a client can do to resources of one type. Each throws ScimError. */
export interface Operations {
  readonly create: (deps: Deps, caller: Caller, body: unknown) => Promise<Answer>;
  readonly change: (deps: Deps, caller: Caller, request: ChangeRequest) => Promise<Answer>;
  readonly remove: (deps: Deps, caller: Caller, id: number) => Promise<void>;
}

/** The writes that the routes and bulk requests share. */
export const operations: Readonly<Record<ResourceType, Operations>> = {
  User: { create: createUser, change: changeUser, remove: deleteUser },
  Group: { create: createGroup, change: changeGroup, remove: deleteGroup },
};
