import { expect, test } from 'vitest';
import type { ActivityRow } from '../../src/main/ipc/activity.ts';
import { activityFile } from '../../src/server/domain/activity-file.ts';

const row: ActivityRow = {
  id: 7,
  at: '2026-11-24T14:02:00.000Z',
  source: 'Client',
  endpoint: 'okta',
  action: 'Deactivate',
  type: 'User',
  resourceId: 12,
  name: '=HYPERLINK("http://evil.example")',
  signInName: 'kim, lee',
  result: 'Done',
  sentence: 'Kim "K" Lee was deactivated.',
  tookMs: 31,
  dealtWith: false,
};
const about = { complete: true, now: Date.UTC(2026, 10, 24) };

test('as CSV: quoted as RFC 4180 has it, and no cell is a formula', () => {
  const file = activityFile([row], 'csv', about);
  expect(file).toMatchObject({
    fileName: 'activity-2026-11-24.csv',
    mediaType: 'text/csv',
    rows: 1,
    complete: true,
  });
  expect(file.text.split('\r\n')).toEqual([
    '\uFEFFid,at,source,endpoint,action,type,resourceId,name,signInName,result,sentence,tookMs',
    `7,2026-11-24T14:02:00.000Z,Client,okta,Deactivate,User,12,"'=HYPERLINK(""http://evil.example"")","kim, lee",Done,"Kim ""K"" Lee was deactivated.",31`,
    '',
  ]);
});

test('as JSON: the rows as they are', () => {
  const file = activityFile([row], 'json', { ...about, complete: false });
  expect(JSON.parse(file.text)).toEqual([row]);
  expect(file).toMatchObject({ fileName: 'activity-2026-11-24.json', complete: false });
});
