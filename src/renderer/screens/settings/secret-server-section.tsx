import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useEffect, useState, type ReactElement } from 'react';
import type { ConnectionView } from '../../../main/ipc/contract.ts';
import { useCall } from '../../api/host.ts';
import { useLoad } from '../../api/use-load.ts';
import { CheckLines } from '../../parts/check-lines.tsx';
import { Loading } from '../../parts/loading.tsx';
import { ProblemBlock } from '../../parts/problem-block.tsx';
import { ResultBadge } from '../../parts/result-badge.tsx';
import { Section } from '../../parts/section.tsx';
import { useTell } from '../../parts/tell.tsx';
import { Time } from '../../parts/time.tsx';
import { text } from '../../text.ts';
import { AccountFields } from '../setup/account-fields.tsx';
import { AddressFields } from '../setup/address-fields.tsx';
import { emptyDraft, type ConnectDraft } from '../setup/connect-draft.ts';
import { useConnect } from '../setup/use-connect.ts';
import { useUnsaved } from './unsaved.tsx';

const useStyles = makeStyles({
  facts: {
    display: 'grid',
    gridTemplateColumns: '160px minmax(0, 1fr)',
    rowGap: tokens.spacingVerticalS,
    margin: 0,
    overflowWrap: 'anywhere',
    '@media (max-width: 639px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  term: { color: tokens.colorNeutralForeground3 },
  value: { margin: 0 },
  row: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  form: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', rowGap: tokens.spacingVerticalL },
});

/** The connection as it is saved; a new secret, account or address is tested before it is stored. */
export function SecretServerSection(): ReactElement {
  const connection = useLoad('secretServer.get');
  const [editing, setEditing] = useState(false);
  if (connection.problem) return <ProblemBlock problem={connection.problem} onRetry={connection.reload} />;
  if (connection.value === undefined) return <Loading onRetry={connection.reload} />;
  const saved = connection.value;
  return (
    <Section title={text.settings.names['secret-server']}>
      {saved && !editing ? <Saved connection={saved} onEdit={() => setEditing(true)} /> : null}
      {!saved || editing ? (
        <Edit
          connection={saved}
          onDone={() => {
            setEditing(false);
            connection.reload();
          }}
        />
      ) : null}
    </Section>
  );
}

function Saved({
  connection,
  onEdit,
}: {
  readonly connection: ConnectionView;
  readonly onEdit: () => void;
}): ReactElement {
  const styles = useStyles();
  const call = useCall();
  const tell = useTell();
  const checks = useLoad('checks.get');
  const [testing, setTesting] = useState(false);
  const check = checks.value?.find(({ name }) => name === 'Secret Server sign-in');
  const { url, userName, domain, version, savedAt } = connection;
  const facts = [
    { term: text.connect.address, value: url },
    { term: text.connect.account, value: domain === null ? userName : `${domain}\\${userName}` },
    { term: text.connect.version, value: version ?? text.connect.hiddenVersion },
  ];
  async function test(): Promise<void> {
    setTesting(true);
    const answer = await call('checks.run', { name: 'Secret Server sign-in' });
    setTesting(false);
    if (answer.ok)
      checks.put((checks.value ?? []).map((old) => (old.name === answer.value.name ? answer.value : old)));
    else tell.problem(answer.error);
  }
  return (
    <>
      <dl className={styles.facts}>
        {facts.map(({ term, value }) => (
          <Fact key={term} term={term}>
            {value}
          </Fact>
        ))}
        <Fact term={text.connect.secret}>
          {savedAt === null ? (
            text.connect.savedSecret
          ) : (
            <>
              {text.connect.savedSecret} <Time at={savedAt} />
            </>
          )}
        </Fact>
        {check ? (
          <Fact term={text.connect.lastTest}>
            <ResultBadge result={check.result} /> {check.sentence}
          </Fact>
        ) : null}
      </dl>
      <div className={styles.row}>
        <Button onClick={onEdit}>{text.connect.change}</Button>
        <Button disabled={testing} onClick={() => void test()}>
          {testing ? text.common.testing : text.common.test}
        </Button>
      </div>
    </>
  );
}

function Fact({
  term,
  children,
}: {
  readonly term: string;
  readonly children: React.ReactNode;
}): ReactElement {
  const styles = useStyles();
  return (
    <>
      <dt className={styles.term}>{term}</dt>
      <dd className={styles.value}>{children}</dd>
    </>
  );
}

interface EditProps {
  readonly connection: ConnectionView | null;
  readonly onDone: () => void;
}

function Edit({ connection, onDone }: EditProps): ReactElement {
  const styles = useStyles();
  const tell = useTell();
  const { connect, state } = useConnect();
  const [tried, setTried] = useState(false);
  const start: ConnectDraft = {
    ...emptyDraft,
    url: connection?.url ?? '',
    userName: connection?.userName ?? '',
    domain: connection?.domain ?? '',
    acceptPartialView: connection?.acceptPartialView ?? false,
  };
  const [draft, setDraft] = useState(start);
  const change = (more: Partial<ConnectDraft>): void => setDraft((before) => ({ ...before, ...more }));
  const dirty = JSON.stringify(draft) !== JSON.stringify(start);
  useUnsaved(dirty);
  useEffect(() => {
    if (!state.connected) return;
    tell.done(text.connect.stored);
    onDone();
    // Once for each success.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [state.connected]);
  async function test(): Promise<void> {
    setTried(true);
    if (draft.url.trim() !== '' && draft.userName.trim() !== '' && draft.password !== '')
      await connect(draft);
  }
  return (
    <form
      noValidate
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        void test();
      }}
    >
      <AddressFields draft={draft} onChange={change} tried={tried} />
      <AccountFields draft={draft} onChange={change} tried={tried} checks={state.checks} />
      {state.problem ? <ProblemBlock problem={state.problem} /> : null}
      {state.checks.length > 0 ? <CheckLines checks={state.checks} /> : null}
      <div className={styles.row}>
        <Button type="submit" appearance="primary" disabled={state.running}>
          {state.running ? text.common.testing : text.connect.testAndSave}
        </Button>
        {connection ? <Button onClick={onDone}>{text.common.cancel}</Button> : null}
      </div>
    </form>
  );
}
