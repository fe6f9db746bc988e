import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useEffect, useState, type ReactElement } from 'react';
import type { Check, ConnectionView } from '../../../main/ipc/contract.ts';
import type { ProblemView } from '../../../main/ipc/problem.ts';
import { useCall, useLive } from '../../api/host.ts';
import { useLoad } from '../../api/use-load.ts';
import { Certificate } from '../../parts/certificate.tsx';
import { CheckLines } from '../../parts/check-lines.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Loading } from '../../parts/loading.tsx';
import { ProblemBlock } from '../../parts/problem-block.tsx';
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

interface SavedProps {
  readonly connection: ConnectionView;
  readonly onEdit: () => void;
}

function Saved({ connection, onEdit }: SavedProps): ReactElement {
  const styles = useStyles();
  const call = useCall();
  const [testing, setTesting] = useState(false);
  const [checks, setChecks] = useState<readonly Check[]>([]);
  const [problem, setProblem] = useState<ProblemView | null>(null);
  const untrusted = useLive(({ status }) => status?.problems.some(({ code }) => code === 'SS-CERT') ?? false);
  const { url, userName, domain, version, savedAt } = connection;
  async function test(): Promise<void> {
    setTesting(true);
    const answer = await call('secretServer.test');
    setTesting(false);
    setChecks(answer.ok ? answer.value.checks : []);
    setProblem(answer.ok ? null : answer.error);
  }
  return (
    <>
      <Facts
        rows={[
          { term: text.connect.address, value: url },
          { term: text.connect.account, value: domain === null ? userName : `${domain}\\${userName}` },
          { term: text.connect.version, value: version ?? text.connect.hiddenVersion },
          {
            term: text.connect.secret,
            value: (
              <>
                {text.connect.savedSecret} {savedAt === null ? null : <Time at={savedAt} />}
              </>
            ),
          },
        ]}
      />
      {untrusted && checks.length === 0 ? <Certificate /> : null}
      {problem ? <ProblemBlock problem={problem} onRetry={() => void test()} /> : null}
      {checks.length > 0 ? <CheckLines checks={checks} /> : null}
      <div className={styles.row}>
        <Button onClick={onEdit}>{text.connect.change}</Button>
        <Button disabled={testing} onClick={() => void test()}>
          {testing ? text.common.testing : text.common.test}
        </Button>
      </div>
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
      {state.checks.length > 0 ? <CheckLines checks={state.checks} url={state.url} /> : null}
      <div className={styles.row}>
        <Button type="submit" appearance="primary" disabled={state.running}>
          {state.running ? text.common.testing : text.connect.testAndSave}
        </Button>
        {connection ? <Button onClick={onDone}>{text.common.cancel}</Button> : null}
      </div>
    </form>
  );
}
