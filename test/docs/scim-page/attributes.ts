import type { Attribute } from '../../../src/server/scim/attribute.ts';
import { ENTERPRISE_USER_URN } from '../../../src/server/scim/enterprise-user-schema.ts';
import { COMMON, SCHEMAS } from '../../../src/server/scim/schemas.ts';
import { table } from './table.ts';

/** What stands behind an attribute in Secret Server; all others are kept by SCIM Tray alone. */
const fields: Readonly<Record<string, string>> = {
  id: '`id`',
  externalId: 'SCIM Tray, for each endpoint',
  schemas: 'made by SCIM Tray',
  meta: '`created`; the rest is SCIM Tray’s, as Secret Server has no date of a change and no version',
  'User.userName': '`userName`; of directory users `domainName\\userName`',
  'User.displayName': '`displayName`',
  'User.name':
    'SCIM Tray; `formatted` is `displayName` until a client sends both, and missing parts are made from it',
  'User.emails': 'the primary one is `emailAddress`; the others SCIM Tray',
  'User.active': '`enabled`',
  'User.password': '`password`, where password sync is on; else it is dropped',
  'User.groups': 'the memberships',
  'Group.displayName': '`name`; of directory groups `domainName\\name`',
  'Group.members': 'the members, users only',
};

/** A table for each schema, and one for what every resource has. */
export function attributeTables(): string {
  const sections = [
    { title: 'Every resource', name: '', attributes: COMMON, section: () => '3.1' },
    ...SCHEMAS.map(({ id, name, attributes }) => ({
      title: `${name}: \`${id}\``,
      name: name === 'EnterpriseUser' ? '' : name,
      attributes,
      section: (one: Attribute) => sectionOf(id, one),
    })),
  ];
  return sections
    .map(({ title, name, attributes, section }) => {
      const rows = attributes.map((one) => [
        nameOf(one),
        typeOf(one),
        rulesOf(one),
        section(one),
        fields[name ? `${name}.${one.name}` : one.name] ?? 'SCIM Tray',
      ]);
      return `### ${title}\n\n${table(['attribute', 'type', 'rules', 'RFC 7643', 'kept in'], rows)}`;
    })
    .join('\n\n');
}

function sectionOf(urn: string, { multiValued }: Attribute): string {
  if (urn === ENTERPRISE_USER_URN) return '4.3';
  if (urn.endsWith(':Group')) return '4.2';
  return multiValued ? '4.1.2' : '4.1.1';
}

function nameOf({ name, subAttributes = [] }: Attribute): string {
  const parts = subAttributes.map((sub) => `\`${sub.name}\``).join(', ');
  return `\`${name}\`${parts && ` (${parts})`}`;
}

function typeOf({ type, multiValued }: Attribute): string {
  return multiValued ? `list of ${type}` : type;
}

function rulesOf(one: Attribute): string {
  const { required, mutability, returned, uniqueness, caseExact, subAttributes = [] } = one;
  const types = subAttributes.find(({ name }) => name === 'type')?.canonicalValues ?? [];
  return [
    ...(required ? ['required'] : []),
    ...(uniqueness === 'none' ? [] : ['unique']),
    ...(mutability === 'readWrite' ? [] : [mutability]),
    ...(returned === 'default' ? [] : [`returned: ${returned}`]),
    ...(caseExact ? ['case-exact'] : []),
    ...(types.length > 0 ? [`types ${types.join(', ')}`] : []),
  ].join('; ');
}
