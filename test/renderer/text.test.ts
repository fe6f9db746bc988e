import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { text } from '../../src/renderer/text.ts';
import { problemText } from '../../src/renderer/text/problems.ts';

/** Every code that the host's sources name. */
function codesOfHost(): string[] {
  const sources = globSync('src/{server,main}/**/*.ts').map((path) => readFileSync(path, 'utf8'));
  return [
    ...new Set(
      sources.flatMap((source) =>
        [...source.matchAll(/'((?:SS|OK|APP|LINK)-[A-Z]+)'/g)].map(([, code = '']) => code),
      ),
    ),
  ];
}

describe('problems', () => {
  test('every code of the host has its words here', () => {
    const codes = codesOfHost();
    expect(codes).toContain('SS-AUTH');
    expect(codes.filter((code) => !Object.hasOwn(problemText, code))).toEqual([]);
  });

  test.each(Object.entries(problemText))(
    '%s has title, cause, remedy and button',
    (_, { title, cause, remedy, button }) => {
      expect(title).toMatch(/^[A-Z].*[^.]$/);
      for (const sentence of [cause, remedy]) expect(sentence).toMatch(/^[A-Z].*\.$/);
      expect(button).toMatch(/^[A-Z][^.]+$/);
    },
  );
});

/** All sentences, those of functions too. */
function sentences(of: unknown): string[] {
  if (typeof of === 'string') return [of];
  if (typeof of === 'function') return sentences(sample(of));
  if (typeof of === 'object' && of !== null) return Object.values(of).flatMap((part) => sentences(part));
  return [];
}

function sample(make: Function): unknown {
  const [n, word] = [2, 'word'];
  for (const args of [
    [word, word, word],
    [n, n, n],
    [[word], word],
  ]) {
    try {
      return make(...args);
    } catch {
      // It takes something else.
    }
  }
  throw new Error(`nothing fits ${make.toString()}`);
}

test('no sentence begs, exults, or speaks of the protocol', () => {
  const all = sentences(text).concat(sentences(problemText));
  expect(all.length).toBeGreaterThan(300);
  const forbidden =
    /\b([Pp]lease|[Ss]orry|[Oo]ops|[Ss]uccessful(ly)?|PATCH|POST|HTTP|[Aa]re you sure|OK)\b|!/;
  expect(all.filter((sentence) => forbidden.test(sentence))).toEqual([]);
});
