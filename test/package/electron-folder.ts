import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { NtExecutable, NtExecutableResource, Resource } from 'resedit';
import manifest from '../../package.json' with { type: 'json' };

/** Marks the switches in Electron's program: version 1, nine of them, as Electron is shipped (electron/fuses). */
const fuses = Buffer.concat([
  Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'),
  Buffer.from([1, 9]),
  Buffer.from('101100101'),
]);

/** An Electron distribution in all that packaging looks at, whose program does nothing. */
export async function standInElectron(folder: string, platform: 'linux' | 'win32'): Promise<void> {
  await mkdir(join(folder, 'locales'), { recursive: true });
  await mkdir(join(folder, 'resources'));
  const program = join(folder, platform === 'win32' ? 'electron.exe' : 'electron');
  await writeFile(program, Buffer.concat([platform === 'win32' ? windowsProgram() : script, fuses]));
  await chmod(program, 0o755);
  const texts = {
    version: manifest.devDependencies.electron,
    LICENSE: 'MIT',
    'LICENSES.chromium.html': '<p>',
  };
  for (const [name, text] of Object.entries(texts)) await writeFile(join(folder, name), text);
  await writeFile(join(folder, 'locales', 'en-US.pak'), '');
}

const script = Buffer.from('#!/bin/sh\nexit 1\n');

/** A program for Windows that has nothing but the version that packaging writes over. */
function windowsProgram(): Buffer {
  const executable = NtExecutable.createEmpty(false, false);
  const resources = NtExecutableResource.from(executable, true);
  const english = { lang: 1033, codepage: 1200 };
  const version = Resource.VersionInfo.createEmpty();
  version.setFileVersion(manifest.devDependencies.electron, english.lang);
  version.setStringValues(english, { FileDescription: 'Electron', ProductName: 'Electron' });
  version.outputToResourceEntries(resources.entries);
  resources.outputResource(executable);
  return Buffer.from(executable.generate());
}
