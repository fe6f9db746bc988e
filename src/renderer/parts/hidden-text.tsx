import { makeStyles } from '@fluentui/react-components';
import type { ReactElement, ReactNode } from 'react';

const useStyles = makeStyles({
  hidden: { position: 'absolute', width: '1px', height: '1px', overflow: 'hidden', clipPath: 'inset(50%)' },
});

/** For readers only. */
export function HiddenText({ children }: { readonly children: ReactNode }): ReactElement {
  const styles = useStyles();
  return <span className={styles.hidden}>{children}</span>;
}
