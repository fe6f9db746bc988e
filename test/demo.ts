/**
 * `npm run demo`: plays the whole journey against the embedded sandbox and leaves the listener up for curl.
 * With --once it ends after the last step: exit 0 when every step held, 1 otherwise.
 */
import type { Exchange, Flavour } from './okta/transport.ts';
import { playJourney, type Step } from './flows/journey.ts';
import { setStage, trueState, type Stage } from './flows/world.ts';

const once = process.argv.includes('--once');
const colour = process.stdout.isTTY && !process.env['NO_COLOR'];
const paint = (code: number, text: string): string => (colour ? `\u001b[${code}m${text}\u001b[0m` : text);
const print = (text = ''): void => void process.stdout.write(`${text}\n`);

const stage = await setStage();
let failed: string | undefined;
try {
  print(`Sandbox Secret Server  ${stage.sandbox.url}`);
  print(`Listener               ${stage.scimBaseUrl}`);
  print(`First import           ${stage.firstImport.sentence}`);
  for (const flavour of ['testapp', 'aiw'] as const) failed ??= await play(flavour);
  if (!failed && !once) await stayUp();
} finally {
  await stage.close();
}
print();
print(failed ? paint(31, `The journey broke at: ${failed}`) : paint(32, 'Every step held.'));
process.exitCode = failed ? 1 : 0;

/** @returns the title of the step that broke. */
async function play(flavour: Flavour): Promise<string | undefined> {
  const apps = { testapp: 'SCIM 2.0 Test App (Header Auth)', aiw: 'app from the integration wizard' };
  print();
  print(paint(1, `Okta, ${apps[flavour]}`));
  const { okta } = await stage.okta(flavour);
  const existing = stage.sandbox.userByName(flavour === 'aiw' ? 'hana.sato' : 'sam.rivers@example.com');
  if (!existing) throw new Error('the seed lacks the person to link');
  const truth = trueState(stage.sandbox);
  let number = 0;
  for await (const step of playJourney({ okta, flavour, ...truth, existing })) {
    number += 1;
    show(number, step);
    if (step.broken) return `${step.title} (${flavour}): ${step.broken}`;
  }
  return undefined;
}

function show(number: number, { title, outcome, holds, broken }: Step): void {
  print();
  print(`${broken ? paint(31, '✗') : paint(32, '✓')} ${paint(1, `${number}. ${title}`)}`);
  for (const exchange of outcome.traffic) print(`    ${paint(2, line(exchange))}`);
  print(`    Okta           ${outcome.says}`);
  print(`    Secret Server  ${holds}`);
  if (broken) print(`    ${paint(31, broken)}`);
}

function line({ method, path, sent, status }: Exchange): string {
  const masked =
    sent === undefined ? '' : ` ${JSON.stringify(sent).replace(/("password":)"[^"]*"/, '$1"…"')}`;
  const text = `${method} ${path}${masked}`;
  return `${text.length > 150 ? `${text.slice(0, 149)}…` : text} → ${status}`;
}

/** Keeps the listener up until Ctrl+C. */
async function stayUp(): Promise<void> {
  const { token } = await (stage satisfies Stage).okta('testapp', 'curl');
  print();
  print(paint(1, 'The listener stays up until Ctrl+C. Go on with curl:'));
  print(`  Base URL  ${stage.scimBaseUrl}`);
  print(`  Token     ${token}`);
  print(`  curl -H "Authorization: Bearer ${token}" "${stage.scimBaseUrl}/Users?count=2"`);
  await new Promise<void>((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
}
