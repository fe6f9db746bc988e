import { text } from 'node:stream/consumers';
import { createHost } from '../../src/server/host.ts';
import { openEncryptedFile } from '../../src/server/secrets/encrypted-file.ts';

/**
 * A host as a process of its own, to be killed: `node child-host.ts`, with dataDir and, at the first start, url,
 * userName and password as JSON on standard input. Writes one line of JSON when it serves: scimBaseUrl and token.
 */
const { dataDir, connect } = JSON.parse(await text(process.stdin)) as {
  dataDir: string;
  connect?: { url: string; userName: string; password: string };
};
const secrets = await openEncryptedFile(dataDir, 'a key for these tests only');
const host = await createHost({ dataDir, secrets, port: 0 });
if (connect) await host.calls['secretServer.connect'](connect);
const added = connect && (await host.calls['endpoints.add']({ name: 'okta', kind: 'okta' }));
const { scimBaseUrl } = await host.start();
await host.firstImportEnded;
process.stdout.write(`${JSON.stringify({ scimBaseUrl, token: added?.token })}\n`);
