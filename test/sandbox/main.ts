import { parseArguments, usage } from './arguments.ts';
import { startSandbox, type Sandbox } from './sandbox.ts';

/** Runs a sandbox until it is interrupted; returns the exit code. */
async function main(argv: readonly string[]): Promise<number> {
  const parsed = parseArguments(argv);
  if (parsed.kind === 'help') {
    process.stdout.write(usage);
    return 0;
  }
  if (parsed.kind === 'wrong') {
    process.stderr.write(`${parsed.text}\n\n${usage}`);
    return 2;
  }
  const sandbox = await startSandbox(parsed.options);
  for (const fault of parsed.faults) sandbox.fault(fault);
  process.stdout.write(greeting(sandbox));
  await interrupted();
  await sandbox.stop();
  return 0;
}

function greeting(sandbox: Sandbox): string {
  return [
    `Secret Server sandbox: ${sandbox.url}`,
    `User name:             ${sandbox.account.userName}`,
    `Password:              ${sandbox.account.password}`,
    `It holds ${sandbox.users().length} users and ${sandbox.groups().length} groups, in memory only. Ctrl+C ends it.`,
    '',
  ].join('\n');
}

function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const text = error instanceof Error ? error.message : String(error);
  process.stderr.write(
    `The sandbox could not start: ${text}. Choose another port with --port, or leave it out.\n`,
  );
  process.exitCode = 1;
}
