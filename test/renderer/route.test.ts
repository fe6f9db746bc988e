import { expect, test } from 'vitest';
import { parseRoute, routeTo } from '../../src/renderer/route.ts';

test('an address names a screen and its filters', () => {
  const { screen, params } = parseRoute('#/activity?results=Failed&text=kim%20lee');
  expect(screen).toBe('activity');
  expect(Object.fromEntries(params)).toEqual({ results: 'Failed', text: 'kim lee' });
});

test.each(['', '#', '#/', '#/nowhere', '#main', '#/status/more'])('%j opens Status', (hash) => {
  expect(parseRoute(hash).screen).toBe('status');
});

test('what is not set stays out of the address', () => {
  expect(routeTo('people', { type: 'Group', text: '', state: undefined })).toBe('#/people?type=Group');
  expect(routeTo('status')).toBe('#/status');
});

test('any value comes back as it was', () => {
  const text = 'a&b=c#d?é %';
  expect(parseRoute(routeTo('activity', { text })).params.get('text')).toBe(text);
});
