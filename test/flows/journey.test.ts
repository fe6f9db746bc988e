import { afterEach, describe, expect, test } from 'vitest';
import { switches, type SwitchName } from '../sandbox/switches.ts';
import type { Flavour } from '../okta/transport.ts';
import { playJourney } from './journey.ts';
import { setStage, trueState, type Stage, type StageOptions } from './world.ts';

let stage: Stage | undefined;
afterEach(async () => {
  await stage?.close();
  stage = undefined;
});

/** Plays the journey and returns the steps that broke, and what Secret Server has to say against our conduct. */
async function play(flavours: readonly Flavour[], options: StageOptions = {}): Promise<readonly string[]> {
  stage = await setStage(options);
  const { sandbox } = stage;
  const broken: string[] = [];
  for (const flavour of flavours) {
    const { okta } = await stage.okta(flavour);
    const existing = sandbox.userByName(flavour === 'aiw' ? 'hana.sato' : 'sam.rivers@example.com');
    if (!existing) throw new Error('the seed lacks the person to link');
    const truth = trueState(sandbox);
    for await (const step of playJourney({ okta, flavour, ...truth, existing })) {
      if (step.broken) broken.push(`${step.title} (${flavour}): ${step.broken}`);
    }
  }
  return [...broken, ...sandbox.conduct().map(String)];
}

test.each(['testapp', 'aiw'] as const)('the journey holds for %s', async (flavour) => {
  expect(await play([flavour])).toEqual([]);
});

test('Import Now counts 57 users and 19 groups', async () => {
  stage = await setStage();
  const { okta } = await stage.okta('testapp');
  expect((await okta.importNow()).says).toBe('57 users scanned, 19 groups scanned');
  expect(stage.firstImport.sentence).toMatch(/^57 users scanned: .*19 groups scanned: /);
});

/** Whatever public material leaves open, the journey has to hold either way. */
const cases = (Object.keys(switches) as SwitchName[]).flatMap((name) =>
  switches[name].slice(1).map((value) => [name, value] as const),
);

describe('the journey holds with', () => {
  test.each(cases)('%s = %s', async (name, value) => {
    expect(await play(['testapp', 'aiw'], { sandbox: { switches: { [name]: value } } })).toEqual([]);
  });
});
