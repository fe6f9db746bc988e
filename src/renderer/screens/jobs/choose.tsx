import { Button, Checkbox, Field, Input, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useState, type ReactElement } from 'react';
import type { JobKind } from '../../../main/ipc/jobs.ts';
import type { ProblemView } from '../../../main/ipc/problem.ts';
import { useCall, useLive } from '../../api/host.ts';
import { useBy } from '../../api/use-by.ts';
import { useLoad } from '../../api/use-load.ts';
import { count, day } from '../../format.ts';
import { ProblemBlock } from '../../parts/problem-block.tsx';
import { useNow } from '../../parts/time.tsx';
import { Section } from '../../parts/section.tsx';
import { text } from '../../text.ts';

const useStyles = makeStyles({
  form: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    rowGap: tokens.spacingVerticalL,
    maxWidth: '40rem',
  },
  fields: { margin: 0, padding: 0, border: 0, display: 'grid', minWidth: 0 },
  legend: { padding: 0, paddingBottom: '4px', fontWeight: tokens.fontWeightSemibold },
  faint: { color: tokens.colorNeutralForeground3 },
});

/** What is read. Nothing is changed by reading. */
export function Choose({ kind }: { readonly kind: JobKind }): ReactElement {
  return kind === 'import' ? <ChooseImport /> : <ChooseResync />;
}

function ChooseImport(): ReactElement {
  const styles = useStyles();
  const settings = useLoad('settings.get');
  const lastImport = useLive(({ status }) => status?.lastImport ?? null);
  const now = useNow();
  const [users, setUsers] = useState(true);
  const [groups, setGroups] = useState(true);
  const [inactive, setInactive] = useState<boolean | null>(null);
  const [domains, setDomains] = useState('');
  const [groupText, setGroupText] = useState('');
  const withInactive = inactive ?? settings.value?.import.inactive ?? false;
  const named = domains.split(',').map((name) => name.trim());
  const starter = useStart((call, by) =>
    call('import.preview', {
      by,
      choice: {
        users,
        groups,
        inactive: withInactive,
        ...(domains.trim() === ''
          ? {}
          : { domains: named.map((name) => (name.toLowerCase() === 'local' ? '' : name)) }),
        ...(groupText.trim() === '' ? {} : { groupText: groupText.trim() }),
      },
    }),
  );
  return (
    <Section title={text.jobs.chooseImport} hint={text.jobs.importHint}>
      <form
        noValidate
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          starter.start();
        }}
      >
        <Text className={styles.faint}>
          {lastImport
            ? text.jobs.lastImport(day(lastImport.endedAt, now), count(lastImport.users.scanned))
            : text.jobs.noImport}
        </Text>
        <fieldset className={styles.fields}>
          <legend className={styles.legend}>{text.jobs.what}</legend>
          <Checkbox
            label={text.jobs.users}
            checked={users}
            onChange={(_, { checked }) => setUsers(checked === true)}
          />
          <Checkbox
            label={text.jobs.groups}
            checked={groups}
            onChange={(_, { checked }) => setGroups(checked === true)}
          />
          <Checkbox
            label={text.jobs.inactive}
            checked={withInactive}
            onChange={(_, { checked }) => setInactive(checked === true)}
          />
        </fieldset>
        <Field label={text.jobs.domains} hint={text.jobs.domainsHint}>
          <Input value={domains} onChange={(_, { value }) => setDomains(value)} />
        </Field>
        <Field label={text.jobs.groupText} hint={text.jobs.groupTextHint}>
          <Input value={groupText} onChange={(_, { value }) => setGroupText(value)} />
        </Field>
        {starter.problem ? <ProblemBlock problem={starter.problem} onRetry={starter.start} /> : null}
        <div>
          <Button type="submit" appearance="primary" disabled={starter.busy || (!users && !groups)}>
            {text.jobs.read}
          </Button>
        </div>
      </form>
    </Section>
  );
}

function ChooseResync(): ReactElement {
  const styles = useStyles();
  const starter = useStart((call, by) => call('resync.preview', { by }));
  return (
    <Section title={text.jobs.chooseResync} hint={text.jobs.resyncHint}>
      <div className={styles.form}>
        <Text>{text.jobs.resyncWords}</Text>
        {starter.problem ? <ProblemBlock problem={starter.problem} onRetry={starter.start} /> : null}
        <div>
          <Button appearance="primary" disabled={starter.busy} onClick={starter.start}>
            {text.jobs.compare}
          </Button>
        </div>
      </div>
    </Section>
  );
}

type Starting = (
  call: ReturnType<typeof useCall>,
  by: string,
) => Promise<{ readonly ok: true } | { readonly ok: false; readonly error: ProblemView }>;

/** Begins a job; how it goes arrives by itself. */
function useStart(begin: Starting): {
  readonly busy: boolean;
  readonly problem: ProblemView | null;
  readonly start: () => void;
} {
  const call = useCall();
  const by = useBy();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ProblemView | null>(null);
  async function start(): Promise<void> {
    setBusy(true);
    const answer = await begin(call, by);
    setBusy(false);
    setProblem(answer.ok ? null : answer.error);
  }
  return {
    busy,
    problem,
    start: () => void start(),
  };
}
