import type { Route } from '../http/route.ts';
import { configurationRoutes } from './configuration.ts';
import { directoryRoutes } from './directory.ts';
import { groupReadRoutes } from './groups-read.ts';
import { groupWriteRoutes } from './groups-write.ts';
import { healthRoutes } from './health.ts';
import { memberReadRoutes } from './members-read.ts';
import { memberWriteRoutes } from './members-write.ts';
import { roleRoutes } from './roles.ts';
import { userActionRoutes } from './user-actions.ts';
import { userGroupRoutes } from './user-groups.ts';
import { userRoleRoutes } from './user-roles.ts';
import { userChangeRoutes } from './users-change.ts';
import { userCreateRoute } from './users-create.ts';
import { userReadRoutes } from './users-read.ts';
import { userSearchRoutes } from './users-search.ts';

/** Everything under `/api`. */
export const allRoutes: readonly Route[] = [
  ...healthRoutes,
  ...userSearchRoutes,
  ...userReadRoutes,
  userCreateRoute,
  ...userChangeRoutes,
  ...userActionRoutes,
  ...userGroupRoutes,
  ...userRoleRoutes,
  ...groupReadRoutes,
  ...groupWriteRoutes,
  ...memberReadRoutes,
  ...memberWriteRoutes,
  ...roleRoutes,
  ...directoryRoutes,
  ...configurationRoutes,
];
