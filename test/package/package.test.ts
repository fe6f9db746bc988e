import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getRawHeader } from '@electron/asar';
import { createHash } from 'node:crypto';
import { NtExecutable, NtExecutableResource, Resource } from 'resedit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fusesOf, packageFor, type Packaged, type Target } from './package.ts';

const targets: readonly Target[] = [
  { platform: 'win32', arch: 'x64' },
  { platform: 'win32', arch: 'arm64' },
  { platform: 'linux', arch: 'x64' },
];

describe.each(targets)('the package for $platform $arch', ({ platform, arch }) => {
  let packaged: Packaged;
  beforeAll(async () => void (packaged = await packageFor({ platform, arch })), 120_000);
  afterAll(() => packaged.remove());

  test('holds the native code of its target and no other', () => {
    const natives = packaged.archived.filter((path) => path.endsWith('.node'));
    expect(natives.toSorted()).toEqual([
      `/node_modules/better-sqlite3/prebuilds/${platform}-${arch}.node`,
      `/node_modules/keytar/prebuilds/${platform}-${arch}/keytar.node`,
    ]);
    // The system loads them: it cannot read archives.
    for (const path of natives) {
      expect(existsSync(join(packaged.folder, 'resources', 'app.asar.unpacked', path)), path).toBe(true);
    }
  });

  test('holds the built program and nothing of its making', () => {
    const tops = new Set(packaged.archived.map((path) => path.split('/').slice(0, 3).join('/')));
    expect([...tops].toSorted()).toEqual([
      '/dist',
      '/dist/main',
      '/dist/preload',
      '/dist/renderer',
      '/node_modules',
      '/node_modules/better-sqlite3',
      '/node_modules/keytar',
      '/package.json',
    ]);
    expect(packaged.archived.filter((path) => /\.(ts|tsx|map|gyp|c|cc|h)$/.test(path))).toEqual([]);
    expect(packaged.archived).toEqual(
      expect.arrayContaining([
        '/dist/main/index.js',
        '/dist/preload/preload.cjs',
        '/dist/renderer/index.html',
      ]),
    );
  });

  test('has icons, guide and licences beside it', () => {
    const resources = join(packaged.folder, 'resources');
    expect(readdirSync(join(resources, 'documents')).toSorted()).toEqual(['THIRD-PARTY.txt', 'guide.html']);
    expect(existsSync(join(resources, 'assets', 'tray', 'dark', 'working-3.ico'))).toBe(true);
    expect(existsSync(join(resources, 'assets', 'app', 'app.png'))).toBe(true);
    expect(readdirSync(packaged.folder)).toEqual(
      expect.arrayContaining(['LICENSE.electron.txt', 'LICENSES.chromium.html']),
    );
  });

  test('cannot be used as Node, takes only its own archive, and encrypts cookies', () => {
    // RunAsNode, CookieEncryption, NodeOptions, NodeCliInspect, AsarIntegrity, OnlyLoadAppFromAsar, V8Snapshot,
    // GrantFileProtocolExtraPrivileges, and one that stays as Electron has it.
    expect(fusesOf(packaged.program)).toBe('010011001');
  });

  test.runIf(platform === 'win32')('bears its name, and knows the hash of its archive', () => {
    const resource = NtExecutableResource.from(NtExecutable.from(readFileSync(packaged.program)));
    const [version] = Resource.VersionInfo.fromEntries(resource.entries);
    expect(version?.getStringValues({ lang: 1033, codepage: 1200 })).toMatchObject({
      ProductName: 'SCIM Tray',
    });
    expect(Resource.IconGroupEntry.fromEntries(resource.entries)[0]?.icons.length).toBeGreaterThan(4);
    const integrity = resource.entries.find(({ type }) => type === 'INTEGRITY');
    const { headerString } = getRawHeader(join(packaged.folder, 'resources', 'app.asar'));
    expect(JSON.parse(Buffer.from(integrity?.bin ?? new ArrayBuffer(0)).toString())).toEqual([
      {
        file: String.raw`resources\app.asar`,
        alg: 'SHA256',
        value: createHash('sha256').update(headerString).digest('hex'),
      },
    ]);
  });
});
