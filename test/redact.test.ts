import { expect, test } from 'vitest';
import { redact } from '../src/server/redact.ts';

test.for([
  ['the password hunter2. is', 'the password (secret) is'],
  ['"dir":"C:\\\\Data\\\\x"', '"dir":"(folder)\\\\x"'],
  ['C:\\Data\\x', '(folder)\\x'],
  ['HUNTER2. again', '(secret) again'],
  ["from ada.o'neil+x@mail.example.co.uk, to <bo@example.com>", "from ada.o'(address), to <(address)>"],
  ['caller 203.0.113.7, here 127.0.0.1:8480', 'caller (ip), here 127.0.0.1:8480'],
  [`Bearer ${'aB3_'.repeat(11)}`, 'Bearer (long)'],
  ['request 3f2b8c1e-0a4d-4c1b-9f00-1234567890ab', 'request 3f2b8c1e-0a4d-4c1b-9f00-1234567890ab'],
  ['PATCH /api/v1/users/42 200 in 12 ms', 'PATCH /api/v1/users/42 200 in 12 ms'],
])('%j becomes %j', ([text = '', clean]) => {
  expect(
    redact(text, [
      ['hunter2.', '(secret)'],
      ['C:\\Data', '(folder)'],
      ['', 'never'],
      ['a', 'too short'],
    ]),
  ).toBe(clean);
});
