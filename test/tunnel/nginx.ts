import { execFile, spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { onTestFinished } from 'vitest';
import { dataFolder } from '../data-folder.ts';
import { hasProgram, testNeeding, withServers } from '../needing.ts';
import { adapted, documented } from './documented.ts';

const run = promisify(execFile);
const publicName = 'scim.example.com';

/** A test that needs nginx, and openssl for its certificate. */
export const nginxTest = testNeeding('nginx', missing());

function missing(): string | undefined {
  const program = ['nginx', 'openssl'].find((name) => !hasProgram(name));
  return program && `no ${program}`;
}

export interface Sent {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Received {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

/** A running nginx in front of a listener. */
export interface Tunnel {
  /** Calls the public address, over TLS with the certificate checked. */
  call(path: string, sent?: Sent): Promise<Received>;
  /** What nginx complained of. */
  errors(): string;
}

/**
 * Starts the nginx that docs/admin.md prints, in front of a listener; it ends with the test.
 * @param without a part of the printed file that is left out
 */
export async function startNginx(listenerPort: number, without = ''): Promise<Tunnel> {
  const folder = await dataFolder();
  const port = await freePort();
  const { key, certificate } = await makeCertificate(folder);
  const server = adapted(documented('scim-tray.conf'), {
    'listen 443 ssl;': `listen 127.0.0.1:${String(port)} ssl;`,
    '127.0.0.1:8480': `127.0.0.1:${String(listenerPort)}`,
    '/etc/nginx/scim-tray/fullchain.pem': certificate,
    '/etc/nginx/scim-tray/key.pem': key,
    ...(without === '' ? {} : { [without]: '' }),
  });
  writeFileSync(join(folder, 'nginx.conf'), around(folder, server));
  await spawnNginx(folder, port);
  const ca = readFileSync(certificate);
  return {
    call: (path, sent = {}) => call({ port, ca, path, ...sent }),
    errors: () => readFileSync(join(folder, 'error.log'), 'utf8'),
  };
}

/** The rest of a configuration: everything that nginx writes goes into the folder. */
function around(folder: string, server: string): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  return `${process.geteuid?.() === 0 ? 'user root;' : ''}
daemon off;
worker_processes 1;
pid ${folder}/nginx.pid;
error_log ${folder}/error.log;
events {}
http {
  access_log off;
  ${temporary.map((name) => `${name}_temp_path ${folder}/${name};`).join('\n  ')}
${server}
}
`;
}

async function spawnNginx(folder: string, port: number): Promise<void> {
  const log = join(folder, 'error.log');
  const child = spawn('nginx', ['-p', folder, '-e', log, '-c', join(folder, 'nginx.conf')], {
    stdio: 'ignore',
    env: withServers,
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  onTestFinished(async () => {
    child.kill('SIGTERM');
    await ended;
  });
  while (!(await answers(port))) {
    if (child.exitCode !== null) throw new Error(`nginx did not start: ${readFileSync(log, 'utf8')}`);
    await delay(20);
  }
}

async function answers(port: number): Promise<boolean> {
  return call({ port, path: '/' }).then(
    () => true,
    (fault: NodeJS.ErrnoException) => fault.code !== 'ECONNREFUSED',
  );
}

async function makeCertificate(folder: string): Promise<{ key: string; certificate: string }> {
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'fullchain.pem')];
  const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  const name = ['-subj', `/CN=${publicName}`, '-addext', `subjectAltName=DNS:${publicName}`];
  await run('openssl', ['req', ...kind, ...name, '-keyout', key, '-out', certificate]);
  return { key, certificate };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

interface PublicCall extends Sent {
  readonly port: number;
  readonly path: string;
  readonly ca?: Buffer;
}

/** One request as Okta sends it to the public name; the connection goes to this machine. */
function call({ port, ca, path, method = 'GET', headers = {}, body }: PublicCall): Promise<Received> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        host: '127.0.0.1',
        port,
        path,
        method,
        ...(ca ? { ca } : {}),
        servername: publicName,
        agent: false,
        headers: { Host: publicName, ...headers },
      },
      (answer) => {
        const { statusCode: status = 0, headers: got } = answer;
        text(answer).then((said) => resolve({ status, headers: got, text: said }), reject);
      },
    );
    outgoing.once('error', reject);
    outgoing.end(body);
  });
}
