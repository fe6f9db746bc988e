import { describe, expect, test } from 'vitest';
import { runMain } from './run-main.ts';

describe('a wrong command line ends with 2, one sentence and a hint:', () => {
  test.for([
    [['stauts'], 'There is no command stauts, did you mean status?'],
    [['frobnicate'], 'There is no command frobnicate.'],
    [['endpoint'], '"endpoint" takes add, list, set, replace, remove.'],
    [['endpoint', 'lsit'], 'did you mean endpoint list?'],
    [['status', '--jsno'], 'There is no option --jsno, did you mean --json?'],
    [['status', '-x'], 'There is no option -x.'],
    [['status', '--json=yes'], '--json takes no value.'],
    [['status', '--json', '--json'], '--json is there twice.'],
    [['status', 'now'], 'There is a word too many'],
    [['status', '--', 'now'], 'There is a word too many'],
    [['status', '--secrets', 'env'], '--secrets takes keychain or file.'],
    [['status', '--data-dir'], '--data-dir needs a value.'],
    [['status', '--data-dir', '--json'], '--data-dir needs a value'],
    [['status', '--data-dir='], '--data-dir needs a value.'],
    [['serve', '--prot', '1'], 'did you mean --port?'],
    [['serve', '--port', 'eighty'], '--port takes a number from 0 to 65535.'],
    [['serve', '--port', '65536'], '--port takes a number from 0 to 65535.'],
    [['serve', '--port=-1'], '--port takes a number from 0 to 65535.'],
    [['endpoint', 'add'], '--name is missing.'],
    [['endpoint', 'add', '--name', 'a\u0007b'], '--name takes 1 to 64 printable characters.'],
    [['endpoint', 'add', '--name', 'x'.repeat(65)], '--name takes 1 to 64 printable characters.'],
    [
      ['endpoint', 'add', '--name', 'okta', '--kind', 'ldap'],
      '--kind takes okta, entra, onelogin, sailpoint, other.',
    ],
    [['setup', '--username', 'u', '--password-stdin'], '--secret-server is missing.'],
    [['setup', '--secret-server', 'https://v.example.com', '--username', 'u'], 'command lines'],
  ] as const)('%j', async ([argv, sentence]) => {
    const { code, out, err } = await runMain(argv);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    const [first, hint, ...more] = err.split('\n');
    expect(first).toContain(sentence);
    expect(hint).toMatch(/^(Usage: scim-tray |Run "scim-tray --help")/);
    expect(more).toEqual(['']);
  });

  test('a password on the command line is not repeated', async () => {
    const given = ['setup', '--secret-server', 'https://v.example.com', '--username', 'u'];
    const shapes = [
      ['--password', 'hunter2'],
      ['--password=hunter2'],
      ['--password-stdin', 'hunter2'],
      ['-phunter2'],
    ];
    for (const shape of shapes) {
      const { code, err } = await runMain([...given, ...shape]);
      expect(code).toBe(2);
      expect(err).not.toContain('hunter2');
    }
    expect((await runMain([...given, '--password', 'hunter2'])).err).toContain('--password-stdin');
    expect((await runMain(['hunter2 and more'])).err).not.toContain('hunter2');
  });

  test('nothing at all: help on standard error', async () => {
    const { code, out, err } = await runMain([]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('Commands:');
  });
});

describe('help ends with 0:', () => {
  const everyCommand = [
    'setup',
    'endpoint add',
    'endpoint list',
    'endpoint replace',
    'endpoint remove',
    'serve',
    'status',
    'import',
  ];

  test.for([['--help'], ['-h'], ['help']])('%j names every command and every exit code', async (argv) => {
    const { code, out, err } = await runMain(argv);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    for (const name of everyCommand) expect(out).toMatch(new RegExp(`^ {2}${name} {2,}\\S`, 'm'));
    for (const exitCode of [0, 1, 2, 3, 4])
      expect(out).toMatch(new RegExp(`^ {2}${String(exitCode)} {2}\\S`, 'm'));
  });

  test.for(everyCommand)('%s explains its options, the common ones and the exit codes', async (name) => {
    const { code, out } = await runMain([...name.split(' '), '--help']);
    expect(code).toBe(0);
    expect(out).toContain(`Usage: scim-tray ${name} `);
    for (const part of ['--data-dir FOLDER', '--secrets keychain|file', '--help', 'Exit codes:']) {
      expect(out).toContain(part);
    }
  });

  test('a family of commands lists itself', async () => {
    const { code, out } = await runMain(['endpoint', '--help']);
    expect(code).toBe(0);
    expect(out).toContain('endpoint replace');
    expect(out).not.toMatch(/^ {2}setup/m);
  });

  test('help wins over what else is wrong or missing', async () => {
    expect((await runMain(['setup', '--username', 'u', '-h'])).code).toBe(0);
  });
});

test('--version', async () => {
  const { code, out } = await runMain(['--version']);
  expect({ code, isVersion: /^\d+\.\d+\.\d+\n$/.test(out) }).toEqual({ code: 0, isVersion: true });
});
