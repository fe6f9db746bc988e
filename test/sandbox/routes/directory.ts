import { accessDenied, json, type Answer } from '../http/answer.ts';
import { idOf, type Route } from '../http/route.ts';
import { page } from '../paging.ts';
import { readDirectory } from '../rights.ts';
import type { World } from '../world.ts';

/** Directories and how users come from them. */
export const directoryRoutes: readonly Route[] = [
  { method: 'GET', path: '/v1/domains', handle: listDomains },
  {
    method: 'GET',
    path: '/v1/directory-services/domains',
    rights: readDirectory,
    // This one search answers without the usual envelope.
    handle: (world) => json({ records: world.store.domains.map(domainSummary), sortBy: [] }),
  },
  {
    method: 'GET',
    path: '/v1/directory-services/domains/{id}',
    rights: readDirectory,
    handle: (world, request) => {
      const domain = world.store.domains.find(({ id }) => id === idOf(request));
      if (domain === undefined) throw accessDenied();
      return json({
        domainId: domain.id,
        domainName: domain.name,
        friendlyName: domain.friendlyName,
        active: true,
      });
    },
  },
  {
    method: 'GET',
    path: '/v1/directory-services/configuration',
    rights: readDirectory,
    handle: ({ settings }) =>
      json({
        enableDirectoryIntegration: true,
        enableDirectorySynchronization: true,
        enableIntegratedWindowsAuthentication: false,
        synchronizationIntervalDays: 0,
        synchronizationIntervalHours: 6,
        synchronizationIntervalMinutes: 0,
        daysToKeepOperationalLogs: 30,
        userAccountOptions: settings.userAccountOptions,
        enableUserDisabling: settings.enableUserDisabling,
        disableInactiveUsersMonths: settings.disableInactiveUsersMonths,
      }),
  },
];

function listDomains(world: World, { query }: Parameters<Route['handle']>[1]): Answer {
  const { domains } = world.store;
  return page(world, query, {
    key: 'domains',
    revision: '',
    rows: () => domains,
    columns: {
      id: (domain) => domain.id,
      domainid: (domain) => domain.id,
      domainname: (domain) => domain.name,
    },
    defaultSort: 'domainName',
    show: (domain) => ({ domainId: domain.id, domainName: domain.name }),
  });
}

function domainSummary(domain: World['store']['domains'][number]): object {
  return {
    domainId: domain.id,
    domainName: domain.name,
    friendlyName: domain.friendlyName,
    domainType: 'ActiveDirectory',
    active: true,
    requireRadiusAuthentication: false,
    useSecureLdap: true,
  };
}
