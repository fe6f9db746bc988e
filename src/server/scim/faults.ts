import { ScimError, type ScimType } from './errors.ts';
import { LIMITS } from './limits.ts';

/** Status, scimType, what is so, what to do. Words in braces are filled in; none of them is ever a value. */
type Row = readonly [status: number, scimType: ScimType, so: string, todo: string];

/** Every sentence of the protocol itself (RFC 7644 section 3.12, table 9), but those about filters. */
export const FAULTS = {
  // Any body
  noObject: [
    400,
    'invalidSyntax',
    'The request body has to be one JSON object',
    'Send a SCIM resource or message',
  ],
  messageSchema: [400, 'invalidSyntax', 'schemas has to hold {urn} in {what}', 'Send that'],
  noOperations: [
    400,
    'invalidSyntax',
    'Operations has to be a list with at least one operation',
    'Send what is to be done in it',
  ],
  operationNoObject: [400, 'invalidSyntax', 'an operation has to be a JSON object', 'Send {parts}'],
  // Resources
  schema: [400, 'invalidValue', 'schemas has to be a list with {urn} in it', 'Add that'],
  required: [
    400,
    'invalidValue',
    '{name} is missing or empty',
    'Map a value to it, a {kind} cannot be without it',
  ],
  twice: [400, 'invalidSyntax', '{name} is there more than once, spelled in different ways', 'Send it once'],
  extensionNoObject: [
    400,
    'invalidValue',
    '{urn} has to be a JSON object',
    'Send its attributes by name, or leave it out',
  ],
  noComplex: [
    400,
    'invalidValue',
    '{name} has to be a JSON object',
    'Send its parts by name, or leave it out',
  ],
  noBoolean: [400, 'invalidValue', '{name} has to be true or false', 'Correct its mapping'],
  noText: [400, 'invalidValue', '{name} has to be text', 'Send one value in quotation marks'],
  tooLong: [400, 'invalidValue', '{name} has more than {limit} characters', 'Shorten it'],
  noUnicode: [400, 'invalidValue', '{name} is not valid Unicode text', 'Type it again'],
  control: [400, 'invalidValue', '{name} holds a control character, such as a line break', 'Take it out'],
  noEmail: [400, 'invalidValue', '{name} is not an e-mail address', 'Correct it, or send none'],
  noBase64: [400, 'invalidValue', '{name} is not base64', 'Encode it so, or send none'],
  nestedGroup: [
    400,
    'invalidValue',
    '{name} has to be User',
    'Push the people themselves: Secret Server has no groups in groups',
  ],
  partMissing: [400, 'invalidValue', '{name} has an entry without {part}', 'Send every entry with one'],
  severalPrimary: [
    400,
    'invalidValue',
    '{name} has {found} primary values',
    'Mark one of them as primary, not more',
  ],
  tooManyValues: [400, 'tooMany', `{name} would hold more than ${LIMITS.values} values`, 'Send fewer'],
  // PATCH (section 3.5.2)
  tooManyOperations: [
    400,
    'tooMany',
    `A PATCH may hold ${LIMITS.operations} operations`,
    'Send the others in a second request',
  ],
  op: [400, 'invalidSyntax', 'op has to be add, replace or remove', 'Send one of them'],
  pathNoText: [400, 'invalidPath', 'path has to be text', 'Send it in quotation marks, or leave it out'],
  pathTooLong: [
    400,
    'invalidPath',
    `The path is longer than ${LIMITS.filterLength} characters`,
    'Send a shorter one',
  ],
  pathUnreadable: [
    400,
    'invalidPath',
    'The path {path} cannot be read',
    'Write attribute[part eq "value"].part',
  ],
  pathUnknown: [
    400,
    'invalidPath',
    'The path {path} is not an attribute of a {kind}',
    'Correct it or leave the operation out',
  ],
  pathNoList: [
    400,
    'invalidPath',
    'The path {path} filters something that is no list',
    'Leave the brackets out',
  ],
  removeNothing: [400, 'noTarget', 'remove needs a path', 'Say which attribute or value is to go'],
  noMatch: [
    400,
    'noTarget',
    'no value of {name} matches the filter in the path',
    'Add the value first, or correct the filter',
  ],
  valueNoObject: [
    400,
    'invalidValue',
    'without a path the value has to be a JSON object',
    'Send attributes by name',
  ],
  valueMissing: [400, 'invalidValue', '{op} {name} has no value', 'Send one, or use remove'],
  readOnly: [400, 'mutability', '{name} is read-only', 'Leave it out, Secret Server decides it'],
  immutable: [400, 'mutability', '{name} cannot change', 'Remove the value from {list} and add a new one'],
  requiredStays: [400, 'mutability', '{name} is required and cannot be removed', 'Replace it instead'],
  requiredEmpty: [400, 'invalidValue', '{name} is required and cannot be empty', 'Send a value'],
  // Queries (section 3.4.2)
  parameterTwice: [400, 'invalidValue', '{name} is there more than once', 'Send it once'],
  filterTwice: [400, 'invalidFilter', 'filter is there more than once', 'Send it once'],
  noNumber: [
    400,
    'invalidValue',
    '{name} has to be one whole number',
    'Send it once, in digits, such as {name}=1',
  ],
  noCount: [
    400,
    'invalidCount',
    'count has to be one whole number above 0',
    'Send it once, in digits, such as count=100',
  ],
  searchPart: [400, 'invalidValue', '{name} has to be {what}', 'Correct it, or leave it out'],
  twoProjections: [
    400,
    'invalidValue',
    'attributes and excludedAttributes exclude each other',
    'Send one of them',
  ],
  sortOrder: [
    400,
    'invalidValue',
    'sortOrder has to be ascending or descending',
    'Send one of them, or leave it out',
  ],
  sortUnknown: [
    400,
    'invalidValue',
    '{path} is not an attribute to sort by',
    'Correct sortBy, as in /Schemas',
  ],
  sortNever: [400, 'invalidValue', '{name} is not kept', 'Sort by another attribute'],
  sortComplex: [400, 'invalidValue', '{name} has parts', 'Sort by one of them, such as {name}.{part}'],
  // Bulk (section 3.7)
  bulkTooMany: [
    413,
    'tooMany',
    `A bulk request may hold ${LIMITS.operations} operations`,
    'Send the others in a second request',
  ],
  failOnErrors: [
    400,
    'invalidValue',
    'failOnErrors has to be a whole number above 0',
    'Correct it, or leave it out',
  ],
  bulkMethod: [400, 'invalidSyntax', 'method has to be POST, PUT, PATCH or DELETE', 'Send one of them'],
  bulkPath: [400, 'invalidPath', 'the path{path} is not one for {method}', 'Send {wanted}'],
  bulkIdMissing: [400, 'invalidValue', 'a POST needs a bulkId', 'Send one that no other operation has'],
  bulkIdTwice: [400, 'invalidValue', 'another operation has the same bulkId', 'Send one of its own'],
  bulkData: [
    400,
    'invalidSyntax',
    'data has to be a JSON object in a {method}',
    'Send the body of the request in it',
  ],
} as const satisfies Readonly<Record<string, Row>>;

export type FaultName = keyof typeof FAULTS;

export type Words = Readonly<Record<string, string | number>>;

/** A refusal out of the table, its words filled in. */
export function fault(name: FaultName, words: Words = {}): ScimError {
  const [status, scimType, so, todo] = FAULTS[name];
  return new ScimError(status, scimType, fill(`${so}. ${todo}.`, words));
}

/** The sentence with the words in place of the braces. */
export function fill(sentence: string, words: Words): string {
  return sentence.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(words[name]));
}

/**
 * Runs one part of a request; what it refuses is kept beside the other faults, so that the rest still counts (D3).
 * Returns whether the part was accepted.
 */
export function collect(faults: ScimError[], part: () => void, prefix = ''): boolean {
  try {
    part();
    return true;
  } catch (thrown) {
    if (!(thrown instanceof ScimError)) throw thrown;
    faults.push(
      prefix ? new ScimError(thrown.status, thrown.scimType, `${prefix}${thrown.message}`) : thrown,
    );
    return false;
  }
}

/** A client's own path or name as an error may repeat it: one short line. @param most characters of it */
export function quoted(name: string, most = 80): string {
  const line = name.replace(/[^\x20-\x7e]/g, '?');
  return `"${line.length > most ? `${line.slice(0, most)}...` : line}"`;
}
