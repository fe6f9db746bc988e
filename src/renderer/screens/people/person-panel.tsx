import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useState, type ReactElement } from 'react';
import type { PlanDifference } from '../../../main/ipc/jobs.ts';
import type { PersonDetail } from '../../../main/ipc/people.ts';
import type { ProblemView } from '../../../main/ipc/problem.ts';
import { useCall } from '../../api/host.ts';
import { useBy } from '../../api/use-by.ts';
import { useLoad } from '../../api/use-load.ts';
import { fullTime } from '../../format.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { Differences } from '../../parts/differences.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Loading } from '../../parts/loading.tsx';
import { ProblemBlock } from '../../parts/problem-block.tsx';
import { SidePanel } from '../../parts/side-panel.tsx';
import { go } from '../../navigate.ts';
import { text } from '../../text.ts';
import { ResyncOne } from './resync-one.tsx';

const useStyles = makeStyles({
  block: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', rowGap: tokens.spacingVerticalS },
  title: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  names: { margin: 0, paddingInlineStart: '20px' },
  link: { display: 'grid', rowGap: tokens.spacingVerticalXS },
});

interface PersonPanelProps {
  readonly type: 'User' | 'Group';
  readonly id: number;
  readonly onClose: () => void;
  readonly onChanged: () => void;
}

/** One user or group: what Okta asked for beside what Secret Server has. */
export function PersonPanel({ type, id, onClose, onChanged }: PersonPanelProps): ReactElement {
  const { value, problem, reload, put } = useLoad('people.get', { type, id });
  return (
    <SidePanel title={value?.name ?? text.people.detail} of={`${type} ${String(id)}`} onClose={onClose}>
      {value ? (
        <Detail
          detail={value}
          onChanged={(changed) => {
            put(changed);
            onChanged();
          }}
        />
      ) : problem ? (
        <ProblemBlock problem={problem} onRetry={reload} />
      ) : (
        <Loading onRetry={reload} />
      )}
    </SidePanel>
  );
}

interface DetailProps {
  readonly detail: PersonDetail;
  readonly onChanged: (detail: PersonDetail) => void;
}

function Detail({ detail, onChanged }: DetailProps): ReactElement {
  const styles = useStyles();
  const call = useCall();
  const by = useBy();
  const [problem, setProblem] = useState<ProblemView | null>(null);
  const { type, id, notes, links, attributes, relatedNames, related, signInName, domain, changedAt, state } =
    detail;
  async function accept(): Promise<void> {
    const answer = await call('people.accept', { id, by });
    setProblem(answer.ok ? null : answer.error);
    if (answer.ok) onChanged(answer.value);
  }
  return (
    <>
      <Facts
        rows={[
          { term: text.people.state, value: state },
          { term: text.people.signIn, value: signInName },
          { term: text.people.account, value: `${String(id)} (${domain})` },
          { term: text.people.changed, value: fullTime(changedAt) },
        ]}
      />
      {notes.map((note) => (
        <Text key={note}>{note}</Text>
      ))}
      {problem ? <ProblemBlock problem={problem} onRetry={() => setProblem(null)} /> : null}
      <ResyncOne
        id={type === 'User' ? id : null}
        beside={
          <>
            {state === 'Conflict' && type === 'User' ? (
              <Button appearance="primary" onClick={() => void accept()}>
                {text.people.accept}
              </Button>
            ) : null}
            <Button onClick={() => go('activity', { type, resource: String(id) })}>
              {text.people.activity}
            </Button>
          </>
        }
      />
      <Links detail={detail} onChanged={onChanged} onProblem={setProblem} />
      {attributes.length > 0 ? (
        <section className={styles.block} aria-labelledby="attributes">
          <h3 id="attributes" className={styles.title}>
            {text.people.attributes}
          </h3>
          {links.length === 0 ? (
            <Facts rows={attributes.map(({ attribute, there }) => ({ term: attribute, value: there }))} />
          ) : (
            <Differences
              rows={attributes.map(sentOnly)}
              here={text.people.asked}
              there={text.people.inSecretServer}
            />
          )}
        </section>
      ) : null}
      {relatedNames.length > 0 ? (
        <section className={styles.block} aria-labelledby="related">
          <h3 id="related" className={styles.title}>
            {text.people.relatedOf[type](related)}
          </h3>
          <ul className={styles.names}>
            {relatedNames.map((one) => (
              <li key={one.id}>{one.name}</li>
            ))}
          </ul>
        </section>
      ) : null}
    </>
  );
}

/** What Okta never sent does not differ. */
function sentOnly(row: PersonDetail['attributes'][number]): PlanDifference {
  return { ...row, changed: row.changed && row.askedAt !== null };
}

interface LinksProps extends DetailProps {
  readonly onProblem: (problem: ProblemView | null) => void;
}

function Links({ detail, onChanged, onProblem }: LinksProps): ReactElement | null {
  const styles = useStyles();
  const call = useCall();
  const by = useBy();
  const [asking, setAsking] = useState<string | null>(null);
  const { type, id, name, links } = detail;
  async function unlink(endpoint: string): Promise<void> {
    setAsking(null);
    const answer = await call('people.unlink', { type, id, endpoint, by });
    onProblem(answer.ok ? null : answer.error);
    if (answer.ok) onChanged(answer.value);
  }
  if (links.length === 0) return null;
  return (
    <section className={styles.block} aria-labelledby="links">
      <h3 id="links" className={styles.title}>
        {text.people.links}
      </h3>
      {links.map((link) => (
        <div key={link.endpoint} className={styles.link}>
          <Facts
            rows={[
              { term: text.people.endpoint, value: link.endpoint },
              { term: text.people.externalId, value: link.externalId },
              { term: text.people.nameThere, value: link.name },
              { term: text.people.linkedAt, value: fullTime(link.madeAt) },
              { term: text.people.deleted, value: link.deleted ? text.people.yes : null },
            ]}
          />
          <div>
            <Button onClick={() => setAsking(link.endpoint)} aria-label={text.people.unlinkOf(link.endpoint)}>
              {text.people.unlink}
            </Button>
          </div>
        </div>
      ))}
      <Confirm
        open={asking !== null}
        title={text.people.unlinkTitle(name, asking ?? '')}
        action={text.people.unlinkAction}
        onClose={() => setAsking(null)}
        onConfirm={() => void unlink(asking ?? '')}
      >
        <Text>{text.people.unlinkWords}</Text>
      </Confirm>
    </section>
  );
}
