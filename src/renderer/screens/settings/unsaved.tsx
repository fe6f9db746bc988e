import { Text } from '@fluentui/react-components';
import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useRef,
  useState,
  type ReactElement,
  type ReactNode,
} from 'react';
import { Confirm } from '../../parts/confirm.tsx';
import { text } from '../../text.ts';

const UnsavedContext = createContext<(dirty: boolean) => void>(() => {});

/** Tells whether a form has edits that leaving would lose. */
export function useUnsaved(dirty: boolean): void {
  const report = useContext(UnsavedContext);
  useEffect(() => {
    report(dirty);
    return () => report(false);
  }, [report, dirty]);
}

/** Asks before edits are lost: by another screen or section, by reload, by closing. */
export function Unsaved({ children }: { readonly children: ReactNode }): ReactElement {
  const dirty = useRef(false);
  const [wanted, setWanted] = useState<string | null>(null);
  const report = useCallback((now: boolean) => void (dirty.current = now), []);
  useEffect(() => {
    const { navigation } = window;
    const onNavigate = (event: NavigateEvent): void => {
      if (!dirty.current || !event.cancelable || !event.destination.sameDocument) return;
      event.preventDefault();
      setWanted(event.destination.url);
    };
    const onUnload = (event: BeforeUnloadEvent): void => {
      if (dirty.current) event.preventDefault();
    };
    navigation.addEventListener('navigate', onNavigate);
    window.addEventListener('beforeunload', onUnload);
    return () => {
      navigation.removeEventListener('navigate', onNavigate);
      window.removeEventListener('beforeunload', onUnload);
    };
  }, []);
  return (
    <UnsavedContext value={report}>
      {children}
      <Confirm
        open={wanted !== null}
        title={text.settings.unsavedTitle}
        action={text.settings.leave}
        keep={text.settings.stay}
        onClose={() => setWanted(null)}
        onConfirm={() => {
          const to = wanted;
          setWanted(null);
          dirty.current = false;
          if (to !== null) window.location.href = to;
        }}
      >
        <Text>{text.settings.unsaved}</Text>
      </Confirm>
    </UnsavedContext>
  );
}
