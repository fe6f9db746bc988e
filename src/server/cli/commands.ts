import { activity } from './activity.ts';
import { backup } from './backup.ts';
import type { Command } from './command.ts';
import { endpointAdd } from './endpoint-add.ts';
import { endpointList } from './endpoint-list.ts';
import { endpointRemove } from './endpoint-remove.ts';
import { endpointReplace } from './endpoint-replace.ts';
import { endpointSet } from './endpoint-set.ts';
import { importNow } from './import.ts';
import { metrics } from './metrics.ts';
import { pause, resume } from './pause.ts';
import { protectAdd, protectList, protectRemove } from './protect.ts';
import { resync } from './resync.ts';
import { restore } from './restore.ts';
import { serve } from './serve.ts';
import { setup } from './setup.ts';
import { status } from './status.ts';
import { window } from './window.ts';

/** Every command, in the order of help: the order in which an admin needs them. */
export const commands: readonly Command[] = [
  setup,
  endpointAdd,
  endpointList,
  endpointSet,
  endpointReplace,
  endpointRemove,
  protectList,
  protectAdd,
  protectRemove,
  serve,
  window,
  pause,
  resume,
  status,
  activity,
  importNow,
  resync,
  metrics,
  backup,
  restore,
];
