import { expect, test } from 'vitest';
import { createEventHub } from '../src/server/events.ts';

test('each listener hears its own events until it ends listening', () => {
  const hub = createEventHub(() => {});
  const heard: number[] = [];
  const end = hub.on('activity', ({ newest }) => heard.push(newest));
  hub.on('job', () => heard.push(-1));
  hub.emit('activity', { newest: 1 });
  end();
  hub.emit('activity', { newest: 2 });
  expect(heard).toEqual([1]);
});

test('a listener that throws keeps no other from hearing', () => {
  const faults: unknown[] = [];
  const hub = createEventHub((thrown) => faults.push(thrown));
  const heard: number[] = [];
  const fault = new Error('window gone');
  hub.on('activity', () => {
    throw fault;
  });
  hub.on('activity', ({ newest }) => heard.push(newest));
  hub.emit('activity', { newest: 1 });
  expect(heard).toEqual([1]);
  expect(faults).toEqual([fault]);
});
