import { useState } from 'react';
import type { ProblemView } from '../../../main/ipc/problem.ts';
import type { SettingsSection, SettingsView } from '../../../main/ipc/settings.ts';
import { useCall } from '../../api/host.ts';
import { useTell } from '../../parts/tell.tsx';
import { text } from '../../text.ts';
import { useUnsaved } from './unsaved.tsx';

export interface SectionProps {
  readonly settings: SettingsView;
  readonly onSaved: (settings: SettingsView) => void;
}

export interface Form<T> {
  readonly values: T;
  readonly set: (change: Partial<T>) => void;
  readonly dirty: boolean;
  readonly saving: boolean;
  readonly problem: ProblemView | null;
  readonly save: () => void;
  readonly discard: () => void;
}

/** One section of the settings as a form: what differs is saved, and only that. */
export function useSettingsForm<S extends SettingsSection>(
  section: S,
  { settings, onSaved }: SectionProps,
): Form<SettingsView[S]> {
  const call = useCall();
  const tell = useTell();
  const [change, setChange] = useState<Partial<SettingsView[S]>>({});
  const [saving, setSaving] = useState(false);
  const [problem, setProblem] = useState<ProblemView | null>(null);
  const saved = settings[section];
  const values = { ...saved, ...change };
  const dirty = JSON.stringify(values) !== JSON.stringify(saved);
  useUnsaved(dirty);

  async function save(): Promise<void> {
    setSaving(true);
    const answer = await call('settings.set', { [section]: change });
    setSaving(false);
    setProblem(answer.ok ? null : answer.error);
    if (!answer.ok) return;
    setChange({});
    onSaved(answer.value);
    tell.done(text.common.saved);
  }
  return {
    values,
    set: (more) => setChange((before) => ({ ...before, ...more })),
    dirty,
    saving,
    problem,
    save: () => void save(),
    discard: () => {
      setChange({});
      setProblem(null);
    },
  };
}
