/** One attribute of a schema, in the form that /Schemas shows it (RFC 7643 section 7). */
export interface Attribute {
  readonly name: string;
  readonly type: 'string' | 'boolean' | 'dateTime' | 'reference' | 'binary' | 'complex';
  readonly multiValued: boolean;
  readonly description: string;
  readonly required: boolean;
  readonly caseExact: boolean;
  readonly mutability: 'readOnly' | 'readWrite' | 'immutable' | 'writeOnly';
  readonly returned: 'always' | 'never' | 'default' | 'request';
  readonly uniqueness: 'none' | 'server' | 'global';
  readonly canonicalValues?: readonly string[];
  readonly referenceTypes?: readonly string[];
  readonly subAttributes?: readonly Attribute[];
}

/** What an attribute may say beyond name, type and description; the rest are RFC 7643 section 2.2 defaults. */
export type Traits = Partial<Omit<Attribute, 'name' | 'type' | 'description' | 'subAttributes'>>;

const DEFAULTS = {
  multiValued: false,
  required: false,
  caseExact: false,
  mutability: 'readWrite',
  returned: 'default',
  uniqueness: 'none',
} as const;

/** A string attribute, compared without case unless the traits say otherwise. */
export function text(name: string, description: string, traits: Traits = {}): Attribute {
  return { name, type: 'string', description, ...DEFAULTS, ...traits };
}

/** A boolean attribute. */
export function flag(name: string, description: string, traits: Traits = {}): Attribute {
  return { name, type: 'boolean', description, ...DEFAULTS, ...traits };
}

/** A URI; `referenceTypes` come with the traits. */
export function reference(name: string, description: string, traits: Traits = {}): Attribute {
  return { name, type: 'reference', description, ...DEFAULTS, caseExact: true, ...traits };
}

/** A complex attribute with one value. */
export function complex(
  name: string,
  description: string,
  subAttributes: readonly Attribute[],
  traits: Traits = {},
): Attribute {
  return { name, type: 'complex', description, ...DEFAULTS, ...traits, subAttributes };
}

/** A complex attribute with any number of values. */
export function list(
  name: string,
  description: string,
  subAttributes: readonly Attribute[],
  traits: Traits = {},
): Attribute {
  return complex(name, description, subAttributes, { ...traits, multiValued: true });
}

/** The sub-attributes that nearly every list has (RFC 7643 section 2.4). */
export function valueTypePrimary(value: Attribute, types: readonly string[] = []): readonly Attribute[] {
  const canonical = types.length > 0 ? { canonicalValues: types } : {};
  return [
    value,
    text('display', 'A name for this value that a person can read.'),
    text('type', 'What this value is used for.', canonical),
    flag('primary', 'Marks the one value that is preferred over the others.'),
  ];
}

/** The sub-attribute of that name, in any letter case. */
export function findSub(attribute: Attribute, name: string): Attribute | undefined {
  const wanted = name.toLowerCase();
  return attribute.subAttributes?.find((sub) => sub.name.toLowerCase() === wanted);
}
