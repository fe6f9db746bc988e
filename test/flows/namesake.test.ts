import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { onStage, patch, person, replace } from './stage.ts';

const second = { externalId: '00u2second' };
const nobody = { externalId: undefined };

/** All that a client may send of a name and its user, but the externalId of who left: method, path and body. */
function requestsOf(name: string, path: string): Readonly<Record<string, [string, string, object?]>> {
  const put = (over: object): [string, string, object] => ['PUT', path, person(name, over)];
  const post = (over: object): [string, string, object] => ['POST', '/Users', person(name, over)];
  const change = (...operations: readonly object[]): [string, string, object] => [
    'PATCH',
    path,
    patch(...operations),
  ];
  const takeAway = { op: 'remove', path: 'externalId' };
  return {
    'POST of the other': post(second),
    'POST of nobody': post(nobody),
    'POST of nobody, inactive': post({ ...nobody, active: false }),
    'PUT of the other': put(second),
    'PUT of the other, inactive': put({ ...second, active: false }),
    'PUT of the other, unusable': put({ ...second, title: 5 }),
    'PUT of the other without active': put({ ...second, active: undefined }),
    'PUT of nobody': put(nobody),
    'PUT of nobody, inactive': put({ ...nobody, active: false }),
    'PATCH of the other': ['PATCH', path, replace(second)],
    'PATCH of the other, active': ['PATCH', path, replace({ ...second, active: true })],
    'PATCH of the other in two steps': change(takeAway, {
      op: 'add',
      path: 'externalId',
      value: '00u2second',
    }),
    'PATCH that takes the externalId away': change(takeAway),
    'PATCH that activates': ['PATCH', path, replace({ active: true })],
    'PATCH, inactive': ['PATCH', path, replace({ active: false })],
    DELETE: ['DELETE', path],
  };
}

const steps = [...Object.keys(requestsOf('', '')), 'enabled by hand', 'disabled by hand'];

test('whatever comes in whatever order, nobody else gets the account of one who left', async () => {
  const { okta1, sandbox, host } = await onStage();
  let leavers = 0;
  let refusals = 0;
  const property = fc.asyncProperty(
    fc.array(fc.constantFrom(...steps), { minLength: 2, maxLength: 7 }),
    async (order) => {
      const name = `leaver${String((leavers += 1))}`;
      const id = Number((await okta1.send('POST', '/Users', person(name))).body.id);
      const path = `/Users/${String(id)}`;
      const isEnabled = () => sandbox.user(id)?.enabled === true;
      await okta1.send('PATCH', path, replace({ active: false }));
      let mayBeEnabled = false;
      for (const step of order) {
        const request = requestsOf(name, path)[step];
        if (!request) {
          mayBeEnabled = step === 'enabled by hand';
          sandbox.change(id, { enabled: mayBeEnabled });
          await host.calls['import.run']({});
          continue;
        }
        const before = isEnabled();
        const { status } = await okta1.send(...request);
        if (status === 409) refusals += 1;
        // A POST speaks of a name, and takes nothing from whoever has it.
        const isOther = step.includes('the other') && !(before && step.startsWith('POST'));
        const isGone = (step.endsWith('inactive') || step === 'DELETE') && status < 300;
        const mustBeOff = isGone || (isOther && !mayBeEnabled);
        if (mustBeOff) expect({ step, isEnabled: isEnabled() }).toEqual({ step, isEnabled: false });
        mayBeEnabled &&= isEnabled();
        const { externalId: shown } = (await okta1.send('GET', path)).body;
        expect([undefined, `00u1${name}`]).toContain(shown);
      }
    },
  );
  await fc.assert(property, { numRuns: 40 });
  expect(refusals).toBeGreaterThan(20);
}, 60_000);
