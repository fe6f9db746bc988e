import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { keyFromEnvironment } from '../../src/server/secrets/key-from-environment.ts';

test('the key is taken out of the environment, so that a child does not inherit it', () => {
  process.env['SCIM_TRAY_KEY'] = 'sixteen letters!';
  expect(keyFromEnvironment(process.env)).toBe('sixteen letters!');
  const childEnvironment = execFileSync(process.execPath, ['-p', 'JSON.stringify(process.env)'], {
    encoding: 'utf8',
  });
  expect(childEnvironment).toContain('PATH');
  expect(childEnvironment).not.toContain('SCIM_TRAY_KEY');
});

test.for([{}, { SCIM_TRAY_KEY: '' }])('no key is a problem that says how to make one: %j', (env) => {
  expect(() => keyFromEnvironment({ ...env })).toThrow(
    expect.objectContaining({ code: 'APP-KEYS', remedy: expect.stringContaining('openssl rand') }),
  );
});

test('a short key is refused, without repeating it, and taken out of the environment all the same', () => {
  const env = { SCIM_TRAY_KEY: 'fifteen letters' };
  const message = expect.not.stringContaining('fifteen');
  const title = 'SCIM_TRAY_KEY is shorter than 16 characters';
  expect(() => keyFromEnvironment(env)).toThrow(expect.objectContaining({ title, message }));
  expect(env).toEqual({});
});
