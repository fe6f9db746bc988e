import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { z } from 'zod';

import { createChecker, type Check } from './openapi-schemas.ts';

const FILE = 'secret-server-11.2.2-subset.json';

/** Why tests against the vendor's documents do not run. */
export const referenceAbsent = "the vendor's OpenAPI documents are not beside this repository";

/** One call as it went over the wire, to be held against the documents. */
export interface Exchange {
  readonly method: string;
  /** After `/api`, without the query. */
  readonly path: string;
  readonly query?: Readonly<Record<string, readonly string[]>>;
  readonly body?: unknown;
}

/** The vendor's documents, ready for use. */
export interface Reference {
  readonly operations: readonly Operation[];
  readonly check: Check;
}

interface Operation {
  readonly method: string;
  readonly segments: readonly string[];
  readonly parameters: ReadonlyMap<string, string>;
  /** null: no body. */
  readonly request: object | null;
  readonly answers: ReadonlyMap<number, object | null>;
}

const schema = z.record(z.string(), z.unknown());
const content = z.looseObject({ content: z.record(z.string(), z.looseObject({ schema })).optional() });
const operation = z.looseObject({
  parameters: z
    .array(
      z.looseObject({
        name: z.string(),
        in: z.string(),
        schema: z.looseObject({ type: z.string().optional() }),
      }),
    )
    .default([]),
  requestBody: z.union([z.object({ $ref: z.string() }), content]).optional(),
  responses: z.record(z.string(), content),
});
const documents = z.looseObject({
  paths: z.record(z.string(), z.record(z.string(), operation)),
  components: z.looseObject({
    schemas: z.record(z.string(), schema),
    requestBodies: z.record(z.string(), content),
  }),
});

/**
 * Finds the documents in SCIM_TRAY_REFERENCE, or in `../shared/reference` beside the repository.
 * undefined when they are not there: they are the vendor's and no part of this repository.
 */
export function findReference(): Reference | undefined {
  const folder = process.env['SCIM_TRAY_REFERENCE'] ?? join(import.meta.dirname, '../../../shared/reference');
  const file = [join(folder, 'openapi', FILE), join(folder, FILE)].find((path) => existsSync(path));
  if (file === undefined) return undefined;
  const { paths, components } = documents.parse(JSON.parse(readFileSync(file, 'utf8')));
  const operations = Object.entries(paths).flatMap(([path, verbs]) =>
    Object.entries(verbs).map(([verb, found]) => readOperation(verb, path, found, components.requestBodies)),
  );
  return { operations, check: createChecker(components.schemas) };
}

type Bodies = z.infer<typeof documents>['components']['requestBodies'];

function readOperation(
  verb: string,
  path: string,
  found: z.infer<typeof operation>,
  bodies: Bodies,
): Operation {
  const body = found.requestBody;
  const request =
    body !== undefined && '$ref' in body ? bodies[String(body.$ref).split('/').at(-1) ?? ''] : body;
  const query = found.parameters.filter((parameter) => parameter.in === 'query');
  return {
    method: verb.toUpperCase(),
    segments: path.toLowerCase().split('/'),
    parameters: new Map(
      query.map((parameter) => [parameter.name.toLowerCase(), parameter.schema.type ?? 'string']),
    ),
    request: schemaIn(request),
    answers: new Map(
      Object.entries(found.responses).map(([status, answer]) => [Number(status), schemaIn(answer)]),
    ),
  };
}

function schemaIn(holder: unknown): object | null {
  const parsed = content.safeParse(holder);
  return Object.values(parsed.data?.content ?? {})[0]?.schema ?? null;
}

/** What is wrong with a request: an unknown call, query name or member, a value of the wrong type. Empty when nothing is. */
export function validateRequest(reference: Reference, exchange: Exchange): readonly string[] {
  const found = operationOf(reference, exchange);
  if (found === undefined) return [`the documents have no ${exchange.method} ${exchange.path}`];
  const query = Object.entries(exchange.query ?? {}).flatMap(([name, values]) =>
    queryFaults(found, name, values),
  );
  if (found.request === null)
    return exchange.body === undefined ? query : [...query, 'this call takes no body'];
  return [...query, ...reference.check(found.request, exchange.body)];
}

/** What is wrong with an answer of the given status. A status that the documents do not declare must have no body, or a `message`. */
export function validateAnswer(
  reference: Reference,
  exchange: Exchange,
  status: number,
  answer: unknown,
): readonly string[] {
  const found = operationOf(reference, exchange);
  if (found === undefined) return [`the documents have no ${exchange.method} ${exchange.path}`];
  const declared = found.answers.get(status);
  if (declared) return reference.check(declared, answer);
  return answer === undefined
    ? []
    : reference.check({ $ref: '#/components/schemas/AuthenticationFailedResponse' }, answer);
}

function operationOf(reference: Reference, { method, path }: Exchange): Operation | undefined {
  const segments = path.toLowerCase().split('/');
  const variables = (one: Operation): number =>
    one.segments.filter((segment) => segment.startsWith('{')).length;
  return reference.operations
    .filter((one) => one.method === method && one.segments.length === segments.length)
    .filter((one) => one.segments.every((wanted, i) => wanted.startsWith('{') || wanted === segments[i]))
    .toSorted((a, b) => variables(a) - variables(b))[0];
}

function queryFaults(found: Operation, name: string, values: readonly string[]): readonly string[] {
  const type = found.parameters.get(name.toLowerCase());
  if (type === undefined) return [`the query has an unknown ${name}`];
  const wrong = values.filter(
    (value) =>
      (type === 'integer' && !/^-?\d+$/.test(value)) ||
      (type === 'boolean' && !/^(true|false)$/i.test(value)),
  );
  return wrong.map((value) => `${name} is no ${type}: ${value}`);
}
