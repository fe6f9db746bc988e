import type { JobView } from '../main/ipc/jobs.ts';
import type { ActivityEntry } from './domain/activity-entry.ts';

/** The row by which Activity tells how a job ended. */
export function entryOfJob({ kind, stage, by, startedAt, endedAt, result, problem }: JobView): ActivityEntry {
  const name = kind === 'import' ? 'Import' : 'Resync';
  const ended = { Done: 'Done', Failed: 'Failed' } as const;
  const sentence = result?.sentence ?? problem?.title ?? '';
  return {
    source: name,
    action: name,
    result: stage === 'Done' || stage === 'Failed' ? ended[stage] : 'Skipped',
    sentence: `${name} by ${by}: ${sentence}${stage === 'Stopped' ? ' Stopped before its end.' : ''}`,
    tookMs: endedAt === null ? 0 : Date.parse(endedAt) - Date.parse(startedAt),
    ...(problem && stage === 'Failed' ? { problem } : {}),
  };
}
