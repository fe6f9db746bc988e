import { describe, expect, test } from 'vitest';
import type { FilterNode } from '../../src/server/scim/filter-ast.ts';
import { readFilter } from '../../src/server/scim/filter-grammar.ts';

/** The tree with brackets where it has nodes. */
function drawn(node: FilterNode): string {
  switch (node.op) {
    case 'and':
    case 'or':
      return `(${drawn(node.left)} ${node.op} ${drawn(node.right)})`;
    case 'not':
      return `not ${drawn(node.inner)}`;
    case 'pr':
      return `${node.path} pr`;
    case 'values':
      return `${node.path}[${drawn(node.inner)}]`;
    case 'eq':
    case 'ne':
    case 'co':
    case 'sw':
    case 'ew':
    case 'gt':
    case 'ge':
    case 'lt':
    case 'le':
      return `${node.path} ${node.op} ${JSON.stringify(node.value)}`;
  }
}

describe('readFilter', () => {
  test.each([
    ['a eq 1 or b eq 2 and c eq 3', '(a eq 1 or (b eq 2 and c eq 3))'],
    ['(a eq 1 or b eq 2) and c eq 3', '((a eq 1 or b eq 2) and c eq 3)'],
    ['a eq 1 and b eq 2 and c eq 3', '((a eq 1 and b eq 2) and c eq 3)'],
    ['not (a pr) OR b PR', '(not a pr or b pr)'],
    ['emails[type eq "work" and value co "@"]', 'emails[(type eq "work" and value co "@")]'],
    ['a gt -1.5e3', 'a gt -1500'],
    ['a eq TRUE', 'a eq true'],
    ['a eq null', 'a eq null'],
    ['not eq "x"', 'not eq "x"'],
    ['urn:example:2.0:User:a.b le "x"', 'urn:example:2.0:User:a.b le "x"'],
    ['$ref ne "x"', '$ref ne "x"'],
  ])('%s', (text, expected) => {
    expect(drawn(readFilter(text))).toBe(expected);
  });

  test('nodes say where they begin', () => {
    expect(readFilter('a pr and b pr')).toMatchObject({ at: 1, left: { at: 1 }, right: { at: 10 } });
  });

  test('brackets beside each other are not brackets inside each other', () => {
    const side = Array.from({ length: 100 }, () => '(a pr)').join(' or ');
    expect(readFilter(side)).toMatchObject({ op: 'or', right: { op: 'pr' } });
  });
});
