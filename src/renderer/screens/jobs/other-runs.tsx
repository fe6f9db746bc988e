import { Button, MessageBar, MessageBarActions, MessageBarBody } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import type { JobView } from '../../../main/ipc/jobs.ts';
import { go } from '../../navigate.ts';
import { text } from '../../text.ts';

/** Only one job at a time: where the other one is. */
export function OtherRuns({ job }: { readonly job: JobView }): ReactElement {
  return (
    <MessageBar intent="info" layout="multiline">
      <MessageBarBody>{text.jobs.other(text.jobs.nouns[job.kind], job.stage === 'Review')}</MessageBarBody>
      <MessageBarActions>
        <Button onClick={() => go(job.kind)}>{text.jobs.show}</Button>
      </MessageBarActions>
    </MessageBar>
  );
}
