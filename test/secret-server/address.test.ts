import { describe, expect, it } from 'vitest';
import { Problem } from '../../src/server/errors.ts';
import { normaliseBaseUrl } from '../../src/server/secret-server/address.ts';

function problemOf(text: string): Problem {
  try {
    normaliseBaseUrl(text);
  } catch (thrown) {
    if (thrown instanceof Problem) return thrown;
    throw thrown;
  }
  throw new Error(`accepted ${text}`);
}

describe('normaliseBaseUrl', () => {
  it.each([
    ['https://vault.example.com/SecretServer', 'https://vault.example.com/SecretServer'],
    ['https://vault.example.com/SecretServer///', 'https://vault.example.com/SecretServer'],
    ['  https://Vault.Example.com/  ', 'https://vault.example.com'],
    ['https://vault.example.com:8443/a/b', 'https://vault.example.com:8443/a/b'],
    ['http://127.0.0.1:5000/SecretServer', 'http://127.0.0.1:5000/SecretServer'],
    ['http://127.8.9.1', 'http://127.8.9.1'],
    ['http://[::1]:81/x', 'http://[::1]:81/x'],
    ['http://localhost/SecretServer', 'http://localhost/SecretServer'],
    ['https://vault.example.com/apidocs', 'https://vault.example.com/apidocs'],
  ])('takes %s', (given, wanted) => {
    expect(normaliseBaseUrl(given)).toBe(wanted);
  });

  it.each([
    ['https://vault.example.com/SecretServer/api', 'https://vault.example.com/SecretServer'],
    ['https://vault.example.com/SecretServer/API/v1/', 'https://vault.example.com/SecretServer'],
    ['https://vault.example.com/SecretServer/oauth2/token', 'https://vault.example.com/SecretServer'],
    [
      'https://vault.example.com/SecretServer/winauthwebservices/api/v1',
      'https://vault.example.com/SecretServer',
    ],
    ['https://vault.example.com/SecretServer/Login.aspx', 'https://vault.example.com/SecretServer'],
    ['https://vault.example.com/SecretServer?x=1', 'https://vault.example.com/SecretServer'],
    ['https://vault.example.com/app/#/secrets', 'https://vault.example.com/app'],
  ])('refuses %s and names the address that would do', (given, remedy) => {
    const problem = problemOf(given);
    expect(problem.code).toBe('SS-ADDRESS');
    expect(problem.remedy).toBe(`Write ${remedy} instead`);
  });

  it.each([
    '',
    'vault.example.com',
    'ftp://vault.example.com',
    'https:vault.example.com',
    'vault.example.com:443/x',
  ])('refuses %j as no web address', (given) => {
    expect(problemOf(given).remedy).toContain('https://server.example.com/SecretServer');
  });

  it.each([
    'http://vault.example.com',
    'http://10.0.0.1/SecretServer',
    'http://127.example.com',
    'http://localhost.example.com',
  ])('refuses plain http to another machine: %s', (given) => {
    expect(problemOf(given).remedy).toContain('https instead of http');
  });

  it('refuses an account in the address without repeating it', () => {
    const problem = problemOf('https://admin:hunter2@vault.example.com/');
    expect(problem.code).toBe('SS-ADDRESS');
    expect(problem.message).not.toContain('hunter2');
  });
});
