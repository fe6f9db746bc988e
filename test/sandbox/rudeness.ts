import { isMembers, type Members } from './http/body.ts';
import type { Answer } from './http/answer.ts';

/**
 * Ways of answering that no document promises and no document rules out: proxies, filters and other versions do them.
 * The first value of each is the polite one.
 */
export const rudeness = {
  contentType: ['json', 'absent'],
  /** Members that no document has. */
  surplus: ['none', 'some'],
  /** Texts that are neither a name nor an address. */
  details: ['filled', 'null'],
  ids: ['number', 'text'],
  total: ['told', 'absent', 'zero'],
  hasNext: ['right', 'absent', 'always', 'never'],
  /** What a page beyond the end holds. */
  beyond: ['nothing', 'last-page'],
  /** What a page begins with: a list that grows at its head shows the last record of the page before again. */
  overlap: ['none', 'one'],
  noRecords: ['array', 'null'],
} as const satisfies Record<string, readonly [string, ...string[]]>;

export type RudenessName = keyof typeof rudeness;
export type Rudeness = { readonly [K in RudenessName]?: (typeof rudeness)[K][number] };

/** Every rude value, one a row: for tests that loop. */
export function everyRudeness(): {
  readonly name: string;
  readonly value: string;
  readonly rude: Rudeness;
}[] {
  return Object.entries(rudeness).flatMap(([name, [, ...values]]) =>
    values.map((value) => ({ name, value, rude: { [name]: value } })),
  );
}

/** The answer as a rude server gives it. */
export function spoken(answer: Answer, rude: Rudeness): Answer {
  if (Object.keys(rude).length === 0 || !answer.contentType?.startsWith('application/json')) return answer;
  const body: unknown = JSON.parse(answer.text);
  const text = JSON.stringify(enveloped(reshaped(body, rude), rude));
  return { ...answer, text, contentType: rude.contentType === 'absent' ? null : answer.contentType };
}

const telling = new Set([
  'userName',
  'name',
  'displayName',
  'emailAddress',
  'errorCode',
  'message',
  'version',
]);

function reshaped(value: unknown, rude: Rudeness): unknown {
  if (Array.isArray(value)) return value.map((item) => reshaped(item, rude));
  if (!isMembers(value)) return value;
  const members = Object.entries(value).map(([name, item]) => [name, member(name, item, rude)] as const);
  return { ...Object.fromEntries(members), ...(rude.surplus === 'some' ? surplus : {}) };
}

const surplus = { '@odata.context': '…', id2: 'x', Enabled2: null, links: [{ rel: 'self' }] };

function member(name: string, value: unknown, rude: Rudeness): unknown {
  if (typeof value === 'object' && value !== null) return reshaped(value, rude);
  if (rude.ids === 'text' && /^(id|userId|groupId)$/.test(name) && typeof value === 'number')
    return String(value);
  if (rude.details === 'null' && typeof value === 'string' && !telling.has(name)) return null;
  return value;
}

/** The frame of a search. */
function enveloped(body: unknown, rude: Rudeness): unknown {
  if (!isMembers(body) || !Array.isArray(body['records'])) return body;
  const { total, hasNext, ...rest } = body;
  return {
    ...rest,
    ...(rude.noRecords === 'null' && body['records'].length === 0 ? { records: null } : {}),
    ...(rude.total === 'absent' ? {} : { total: rude.total === 'zero' ? 0 : total }),
    ...nextIn(hasNext, body, rude),
  };
}

function nextIn(hasNext: unknown, body: Members, rude: Rudeness): object {
  const manner = rude.hasNext ?? 'right';
  switch (manner) {
    case 'absent':
      return { nextSkip: undefined };
    case 'always':
      return { hasNext: true, nextSkip: Number(body['skip']) + Number(body['take']) };
    case 'never':
      return { hasNext: false, nextSkip: 0 };
    case 'right':
      return { hasNext };
  }
}
