import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A secret by a name that may be shown. */
export type Secrets = Readonly<Record<string, string>>;

/** The ways in which a text may stand in a file, a log line, an address or a database. */
function spellings(secret: string): Buffer[] {
  const bytes = Buffer.from(secret, 'utf8');
  const json = JSON.stringify(secret).slice(1, -1);
  const form = new URLSearchParams({ s: secret }).toString().slice(2);
  const texts = [secret, json, form, encodeURIComponent(secret), bytes.toString('hex')];
  const base64 = [bytes.toString('base64').replace(/=+$/, ''), bytes.toString('base64url')];
  const wide = Buffer.from(secret, 'utf16le');
  return [
    ...[...texts, ...base64].map((text) => Buffer.from(text, 'utf8')),
    Buffer.from(secret, 'latin1'),
    wide,
  ];
}

/** Names of the secrets that stand in this text or these bytes, in whatever spelling. */
export function secretsIn(content: string | Buffer, secrets: Secrets): string[] {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
  return Object.entries(secrets)
    .filter(([, secret]) => spellings(secret).some((spelling) => bytes.includes(spelling)))
    .map(([name]) => name);
}

/** "file: secret" for each secret that stands in a file below the folder, whatever the file is. */
export async function secretsBelow(folder: string, secrets: Secrets): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const found = await Promise.all(
    files.map(async (file) => {
      const inFile = secretsIn(await readFile(file), secrets);
      return inFile.map((name) => `${file.slice(folder.length + 1)}: ${name}`);
    }),
  );
  return found.flat();
}

/** What any user of the machine (`cmdline`) and the same account (`environ`) can read of a process (Linux). */
export async function processTexts(
  pid: number,
): Promise<{ readonly cmdline: Buffer; readonly environ: Buffer }> {
  const [cmdline, environ] = await Promise.all([
    readFile(`/proc/${String(pid)}/cmdline`),
    readFile(`/proc/${String(pid)}/environ`),
  ]);
  return { cmdline, environ };
}
