import { Ajv, type ValidateFunction } from 'ajv';
import ajvFormats from 'ajv-formats';

/** Holds a value against a schema of the documents; returns what is wrong in words. */
export type Check = (schema: object, value: unknown) => readonly string[];

// Reads come without a zone, which the format of JSON Schema does not allow.
const DATE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?$/;
const ID = 'https://sandbox.invalid/documents';

/**
 * Checks against `#/components/schemas/…`, stricter than the documents in one way, since a typing error is what tests are to
 * find: undeclared members are refused. More lenient in another: null is allowed everywhere, as live servers send it.
 */
export function createChecker(schemas: Readonly<Record<string, object>>): Check {
  const ajv = new Ajv({ strict: false, allErrors: true });
  ajvFormats.default(ajv);
  ajv.addFormat('date-time', DATE);
  ajv.addSchema({ $id: ID, components: { schemas: mapValues(schemas, tighten) } });
  const compiled = new Map<string, ValidateFunction>();
  return (schema, value) => {
    const key = JSON.stringify(schema);
    const validate = compiled.get(key) ?? ajv.compile(absolute(tighten(schema)));
    compiled.set(key, validate);
    if (validate(value)) return [];
    return (validate.errors ?? []).map(
      ({ instancePath, message, params }) =>
        `${instancePath || 'the body'} ${message ?? 'is wrong'} ${JSON.stringify(params)}`,
    );
  };
}

/** References inside the documents, made to work from a schema that stands outside of them. */
function absolute(schema: object): object {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', `"${ID}#/components/`));
}

function tighten(schema: object): object {
  const entries = new Map(Object.entries(schema));
  const properties: unknown = entries.get('properties');
  const items: unknown = entries.get('items');
  if (isObject(properties) && Object.keys(properties).length > 0) {
    entries.set(
      'properties',
      mapValues(properties, (property) => (isObject(property) ? orNull(tighten(property)) : property)),
    );
    entries.set('additionalProperties', false);
  }
  // An object or an enumeration without a list of members is open.
  if (isObject(properties) && Object.keys(properties).length === 0) entries.delete('properties');
  if (isObject(items)) entries.set('items', tighten(items));
  return Object.fromEntries(entries);
}

function orNull(schema: object): object {
  return { anyOf: [{ type: 'null' }, schema] };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function mapValues<From, To>(
  values: Readonly<Record<string, From>>,
  change: (value: From) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value)]));
}
