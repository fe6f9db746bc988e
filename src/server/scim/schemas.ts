import { type Attribute, complex, findSub, reference, text } from './attribute.ts';
import { ENTERPRISE_USER_ATTRIBUTES, ENTERPRISE_USER_URN } from './enterprise-user-schema.ts';
import { GROUP_ATTRIBUTES, GROUP_URN } from './group-schema.ts';
import { USER_ATTRIBUTES, USER_URN } from './user-schema.ts';

export type ResourceKind = 'User' | 'Group';

export interface Schema {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly attributes: readonly Attribute[];
}

/** Where an attribute lives in a resource. */
export interface Slot {
  /** The extension that holds the attribute; null for the core schema. */
  readonly urn: string | null;
  readonly attribute: Attribute;
}

/** A slot, or one sub-attribute of it. */
export interface Target extends Slot {
  readonly sub: Attribute | null;
}

/** Every schema that is served, core schemas first. */
export const SCHEMAS: readonly Schema[] = [
  { id: USER_URN, name: 'User', description: 'User Account', attributes: USER_ATTRIBUTES },
  { id: GROUP_URN, name: 'Group', description: 'Group', attributes: GROUP_ATTRIBUTES },
  {
    id: ENTERPRISE_USER_URN,
    name: 'EnterpriseUser',
    description: 'Enterprise User',
    attributes: ENTERPRISE_USER_ATTRIBUTES,
  },
];

/** The one attribute of every resource that clients write. */
export const EXTERNAL_ID = text('externalId', 'The id that the client uses.', { caseExact: true });

/** Attributes of every resource; they are no part of one schema (RFC 7643 section 3.1). */
export const COMMON: readonly Attribute[] = [
  text('schemas', 'The schemas of the resource.', {
    multiValued: true,
    mutability: 'readOnly',
    returned: 'always',
  }),
  text('id', 'The id in Secret Server.', { caseExact: true, mutability: 'readOnly', returned: 'always' }),
  EXTERNAL_ID,
  complex(
    'meta',
    'Facts about the resource.',
    [
      text('resourceType', 'User or Group.', { mutability: 'readOnly' }),
      { ...text('created', 'When it was created.', { mutability: 'readOnly' }), type: 'dateTime' },
      { ...text('lastModified', 'When it last changed.', { mutability: 'readOnly' }), type: 'dateTime' },
      reference('location', 'Its address.', { mutability: 'readOnly' }),
      text('version', 'Its version.', { caseExact: true, mutability: 'readOnly' }),
    ],
    { mutability: 'readOnly' },
  ),
];

const SLOTS: Readonly<Record<ResourceKind, ReadonlyMap<string, Slot>>> = {
  User: new Map([...coreSlots(USER_URN, USER_ATTRIBUTES), ...extensionSlots()]),
  Group: coreSlots(GROUP_URN, GROUP_ATTRIBUTES),
};

function coreSlots(urn: string, attributes: readonly Attribute[]): Map<string, Slot> {
  const slots = new Map<string, Slot>();
  for (const attribute of [...COMMON, ...attributes]) {
    slots.set(attribute.name.toLowerCase(), { urn: null, attribute });
    slots.set(`${urn}:${attribute.name}`.toLowerCase(), { urn: null, attribute });
  }
  return slots;
}

function extensionSlots(): Map<string, Slot> {
  const urn = ENTERPRISE_USER_URN;
  return new Map(
    ENTERPRISE_USER_ATTRIBUTES.map((attribute) => [
      `${urn}:${attribute.name}`.toLowerCase(),
      { urn, attribute },
    ]),
  );
}

/** The attribute of that name, alone or after its schema's URN, in any letter case (RFC 7643 section 2.1). */
export function findSlot(kind: ResourceKind, name: string): Slot | undefined {
  return SLOTS[kind].get(name.toLowerCase());
}

/** The attribute or sub-attribute behind `attr`, `attr.sub` or `urn:attr.sub`; undefined when no schema has it. */
export function findTarget(kind: ResourceKind, path: string): Target | undefined {
  const whole = findSlot(kind, path);
  if (whole) return { ...whole, sub: null };
  const dot = path.lastIndexOf('.');
  const slot = dot > 0 ? findSlot(kind, path.slice(0, dot)) : undefined;
  const sub = slot && findSub(slot.attribute, path.slice(dot + 1));
  return sub ? { ...slot, sub } : undefined;
}

/** The extension's URN in its own spelling, when `name` is one of the kind's extensions. */
export function findExtension(kind: ResourceKind, name: string): string | undefined {
  return kind === 'User' && name.toLowerCase() === ENTERPRISE_USER_URN.toLowerCase()
    ? ENTERPRISE_USER_URN
    : undefined;
}

/** The name under which a slot's attribute is asked for: its own, or its extension's URN. */
export function topName(slot: Slot): string {
  return slot.urn ?? slot.attribute.name;
}

/** The URN of the schema that a resource of this type always has. */
export function coreUrn(kind: ResourceKind): string {
  return kind === 'User' ? USER_URN : GROUP_URN;
}

/** Whether this is the URN of the schema that a resource of this type always has, in any letter case. */
export function isCoreUrn(kind: ResourceKind, name: string): boolean {
  return name.toLowerCase() === coreUrn(kind).toLowerCase();
}

/** The attributes of a type's own schema, without the common ones. */
export function coreAttributes(kind: ResourceKind): readonly Attribute[] {
  return kind === 'User' ? USER_ATTRIBUTES : GROUP_ATTRIBUTES;
}

/** The attributes that a resource cannot be without. */
export function requiredAttributes(kind: ResourceKind): readonly Attribute[] {
  return coreAttributes(kind).filter((attribute) => attribute.required);
}
