import { randomBytes } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { liveOneDay } from './one-day.ts';
import { processTexts, secretsBelow, secretsIn } from './traces.ts';

test('a secret is found in whatever spelling', () => {
  const secret = 'p&ss "wörd" 1';
  const bytes = Buffer.from(secret);
  const noise = (text: string | Buffer): Buffer =>
    Buffer.concat([randomBytes(9), Buffer.from(text), randomBytes(9)]);
  const spelled = [
    secret,
    JSON.stringify({ secret }),
    new URLSearchParams({ secret }).toString(),
    encodeURIComponent(secret),
    bytes.toString('base64'),
    bytes.toString('hex'),
    Buffer.from(secret, 'utf16le'),
  ];
  for (const text of spelled) expect(secretsIn(noise(text), { secret })).toEqual(['secret']);
  expect(secretsIn(noise('p&ss'), { secret })).toEqual([]);
});

test.skipIf(process.platform !== 'linux')(
  'no secret is in a process list, an environment that children inherit, a log, a plain file, an output or an error',
  async () => {
    const { dataDir, secrets, wire, served, pid, said, childEnvironment } = await liveOneDay();
    // Secret Server hears its own secrets (which shows that the search finds them), and no other.
    const expected = ['password', 'wrong password', 'access token 1', 'made password 1', 'made password 2'];
    const heard = secretsIn(wire, secrets);
    expect(heard).toEqual(expect.arrayContaining(expected));
    expect(heard.filter((name) => !/^(wrong )?password$|^access|^made/.test(name))).toEqual([]);

    const { cmdline, environ } = await processTexts(pid);
    expect(cmdline.toString()).toContain('serve');
    expect(secretsIn(cmdline, secrets)).toEqual([]);
    // What a process was started with stays readable to its own account and root; nothing joins it.
    expect(secretsIn(environ, secrets)).toEqual(['key']);
    const inherited = await childEnvironment();
    expect(inherited).toContain('CHILD_ENVIRONMENT=');
    expect(inherited).not.toContain('SCIM_TRAY_KEY');
    expect(secretsIn(inherited, secrets)).toEqual([]);

    expect(await secretsBelow(dataDir, secrets)).toEqual(['console.json: console key']);
    expect((await stat(join(dataDir, 'console.json'))).mode & 0o777).toBe(0o600);
    served.child.kill('SIGTERM');
    const { code, out, err } = await served.ended;
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(await secretsBelow(dataDir, secrets)).toEqual([]);
    expect(said).toContain('Secret Server does not answer');
    expect(secretsIn(said + out, secrets)).toEqual([]);
  },
);
