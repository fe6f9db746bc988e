import { describe, expect, it } from 'vitest';
import { isSameName, searchTextFor } from '../../src/server/secret-server/search-text.ts';

describe('searchTextFor', () => {
  it.each([
    ['ann.lee@example.com', 'ann.lee@example.com'],
    ['svc_backup', 'svc_backup'],
    ["o'brien", 'brien'],
    ['50%_discount', '_discount'],
    ['[admins] & "co"', 'admins'],
    ['Zoë Müller', 'Müller'],
    ['%%', ''],
  ])('narrows %j to %j, which every server finds inside it', (name, text) => {
    expect(searchTextFor(name)).toBe(text);
    expect(name).toContain(text);
  });

  it('stays short enough for the longest query that IIS takes, and cuts no character in half', () => {
    const text = searchTextFor('𠮷'.repeat(500));
    expect(encodeURIComponent(text).length).toBeLessThanOrEqual(1_000);
    expect(text).toMatch(/^(?:𠮷)+$/u);
  });
});

describe('isSameName', () => {
  it('compares without case and across Unicode forms', () => {
    expect(isSameName('ANN', 'ann')).toBe(true);
    expect(isSameName('Zoe\u0308', 'zo\u00EB')).toBe(true);
    expect(isSameName('ann', 'joanna')).toBe(false);
  });
});
