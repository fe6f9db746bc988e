import { z } from 'zod';
import { SecretServerError, type AdminHolders, type SecretServerUser } from './model.ts';
import { holds } from './rights.ts';
import type { SearchAll } from './search.ts';

/** Who holds one of these could undo every limit that this program keeps. */
const adminRights = ['Administer Users', 'Administer Role Permissions'] as const;

const roleSchema = z.object({ id: z.number(), enabled: z.boolean().nullish() });
const permissionSchema = z.object({ rolePermissionId: z.number(), name: z.string() });
const holderSchema = z.object({
  groupId: z.number(),
  name: z.string(),
  domainName: z.string().nullish(),
  personal: z.boolean().nullish(),
});
type Holder = z.infer<typeof holderSchema>;

interface RoleReads {
  readonly search: SearchAll;
  readonly findUsersByName: (userName: string) => Promise<SecretServerUser[]>;
}

/** Reads who administers Secret Server (reference: roles). */
export function createAdminHolders({
  search,
  findUsersByName,
}: RoleReads): () => Promise<AdminHolders | null> {
  /** A server without this part of the API answers 404: then nothing is known. */
  const none = (fault: SecretServerError): Promise<void> => Promise.reject(fault);

  async function adminRoleIds(): Promise<number[]> {
    const common = { filter: [], onMissing: none } as const;
    const doing = 'reading roles';
    const roles = await search({
      ...common,
      doing,
      kind: 'roles',
      path: '/v1/roles',
      schema: roleSchema,
      idOf: ({ id }) => id,
    });
    const permitted = await Promise.all(
      roles.map(async ({ id }) => {
        const path = `/v1/roles/${String(id)}/permissions`;
        const kind = 'permissions';
        const idOf = (permission: z.infer<typeof permissionSchema>): number => permission.rolePermissionId;
        const permissions = await search({ ...common, doing, kind, path, schema: permissionSchema, idOf });
        const names = permissions.map(({ name }) => name);
        return adminRights.some((right) => holds(names, right)) ? [id] : [];
      }),
    );
    return permitted.flat();
  }

  async function holdersOf(roleId: number): Promise<Holder[]> {
    const path = `/v1/roles/${String(roleId)}/groups`;
    const idOf = ({ groupId }: Holder): number => groupId;
    return search({
      doing: 'reading who holds a role',
      kind: 'holders',
      path,
      filter: [],
      schema: holderSchema,
      idOf,
      onMissing: none,
    });
  }

  /** A role given to a user stands at the user's personal group, which bears the user's name. */
  async function userOf({ name, domainName }: Holder): Promise<number[]> {
    const users = await findUsersByName(name.slice(name.lastIndexOf('\\') + 1));
    return users.filter((user) => (user.domainName ?? '') === (domainName ?? '')).map(({ id }) => id);
  }

  return async () => {
    try {
      const holders = (await Promise.all((await adminRoleIds()).map(holdersOf))).flat();
      const users = await Promise.all(holders.filter(({ personal }) => personal).map(userOf));
      const groups = holders.filter(({ personal }) => !personal).map(({ groupId }) => groupId);
      return { users: [...new Set(users.flat())], groups: [...new Set(groups)] };
    } catch (thrown) {
      // Old builds answer a missing right with 500, a missing page with HTML: the right is optional.
      if (thrown instanceof SecretServerError && thrown.status !== null) return null;
      throw thrown;
    }
  };
}
