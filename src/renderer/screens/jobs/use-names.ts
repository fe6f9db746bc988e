import { useEffect, useState } from 'react';
import type { PlanKind } from '../../../main/ipc/jobs.ts';
import { useHost } from '../../api/host.ts';

/** Three names of ticked rows of a kind: a number alone is easily agreed to. */
export function useNames(kind: PlanKind, wanted: boolean): readonly string[] {
  const { link } = useHost();
  const [names, setNames] = useState<readonly string[]>([]);
  useEffect(() => {
    if (!wanted) return;
    let current = true;
    async function read(): Promise<void> {
      const answer = await link.call('plan.rows', { kind, limit: 100 });
      if (!current || !answer.ok) return;
      const ticked = answer.value.rows.filter((row) => row.ticked === true);
      setNames(ticked.slice(0, 3).map(({ name }) => name));
    }
    void read();
    return () => void (current = false);
  }, [link, kind, wanted]);
  return names;
}
