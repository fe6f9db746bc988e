import { fault } from './faults.ts';
import { PARAMETERS, type Query } from './list.ts';
import { asObject } from './resource.ts';

const SEARCH_URN = 'urn:ietf:params:scim:api:messages:2.0:SearchRequest';

/**
 * The parameters of a search message (RFC 7644 section 3.4.3), as a query string would carry them. Names are read in
 * any letter case, others are ignored. Throws ScimError invalidSyntax, invalidValue.
 */
export function readSearchMessage(body: unknown): Query {
  const message = new Map(Object.entries(asObject(body)).map(([name, value]) => [name.toLowerCase(), value]));
  const schemas = message.get('schemas');
  if (!(Array.isArray(schemas) && schemas.includes(SEARCH_URN))) {
    throw fault('messageSchema', { urn: SEARCH_URN, what: 'a search' });
  }
  return Object.fromEntries(
    PARAMETERS.flatMap((name) => {
      const value = message.get(name.toLowerCase());
      return value === undefined || value === null ? [] : [[name, asText(name, value)]];
    }),
  );
}

function asText(name: (typeof PARAMETERS)[number], value: unknown): string {
  const isNumber = name === 'startIndex' || name === 'count';
  if (typeof value === 'string' || (isNumber && typeof value === 'number')) return String(value);
  const isList = name === 'attributes' || name === 'excludedAttributes';
  if (isList && Array.isArray(value) && value.every((one) => typeof one === 'string')) return value.join(',');
  const wanted = isNumber ? 'a whole number' : isList ? 'a list of attribute names' : 'text';
  throw fault('searchPart', { name, what: wanted });
}
