import { Button, Field, Input, makeStyles, Tag, TagGroup, Text, tokens } from '@fluentui/react-components';
import { useId, useState, type ReactElement } from 'react';
import type { ProblemView } from '../../../main/ipc/problem.ts';
import { useCall } from '../../api/host.ts';
import { useLoad } from '../../api/use-load.ts';
import { Loading } from '../../parts/loading.tsx';
import { ProblemBlock } from '../../parts/problem-block.tsx';
import { Section } from '../../parts/section.tsx';
import { text } from '../../text.ts';

const useStyles = makeStyles({
  side: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', rowGap: tokens.spacingVerticalS },
  add: {
    display: 'flex',
    flexWrap: 'wrap',
    rowGap: tokens.spacingVerticalS,
    alignItems: 'end',
    columnGap: tokens.spacingHorizontalS,
  },
  field: { flexGrow: 1, flexBasis: '180px', minWidth: 0, maxWidth: '24rem' },
  tags: { flexWrap: 'wrap', rowGap: tokens.spacingVerticalXS },
});

/** Who may not be changed by Okta. */
export function ProtectionSection(): ReactElement {
  const call = useCall();
  const protection = useLoad('protection.get');
  const [problem, setProblem] = useState<ProblemView | null>(null);
  async function change(how: 'add' | 'remove', side: 'users' | 'groups', name: string): Promise<boolean> {
    const answer = await call('protection.set', { [how]: { [side]: [name] } });
    setProblem(answer.ok ? null : answer.error);
    if (answer.ok) protection.put(answer.value);
    return answer.ok;
  }
  return (
    <Section title={text.protection.title} hint={text.protection.hint}>
      {protection.problem ? <ProblemBlock problem={protection.problem} onRetry={protection.reload} /> : null}
      {problem ? <ProblemBlock problem={problem} onRetry={() => setProblem(null)} /> : null}
      {protection.value === undefined ? (
        protection.problem ? null : (
          <Loading onRetry={protection.reload} />
        )
      ) : (
        <>
          <Side
            title={text.protection.users}
            hint={text.protection.usersHint}
            names={protection.value.users}
            onAdd={(name) => change('add', 'users', name)}
            onRemove={(name) => void change('remove', 'users', name)}
          />
          <Side
            title={text.protection.groups}
            hint={text.protection.groupsHint}
            names={protection.value.groups}
            onAdd={(name) => change('add', 'groups', name)}
            onRemove={(name) => void change('remove', 'groups', name)}
          />
        </>
      )}
    </Section>
  );
}

interface SideProps {
  readonly title: string;
  readonly hint: string;
  readonly names: readonly string[];
  /** @returns whether it was added. */
  readonly onAdd: (name: string) => Promise<boolean>;
  readonly onRemove: (name: string) => void;
}

function Side({ title, hint, names, onAdd, onRemove }: SideProps): ReactElement {
  const styles = useStyles();
  const id = useId();
  const [name, setName] = useState('');
  return (
    <form
      noValidate
      className={styles.side}
      aria-labelledby={id}
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== '') void onAdd(name.trim()).then((added) => (added ? setName('') : undefined));
      }}
    >
      <Text id={id} weight="semibold">
        {title}
      </Text>
      {names.length === 0 ? (
        <Text>{text.common.none}</Text>
      ) : (
        <TagGroup aria-labelledby={id} className={styles.tags} onDismiss={(_, { value }) => onRemove(value)}>
          {names.map((known) => (
            <Tag
              key={known}
              value={known}
              dismissible
              size="small"
              dismissIcon={{ 'aria-label': text.protection.remove }}
            >
              {known}
            </Tag>
          ))}
        </TagGroup>
      )}
      <div className={styles.add}>
        <Field label={hint} className={styles.field}>
          <Input value={name} autoComplete="off" onChange={(_, { value }) => setName(value)} />
        </Field>
        <Button type="submit" disabled={name.trim() === ''}>
          {text.protection.add}
        </Button>
      </div>
    </form>
  );
}
