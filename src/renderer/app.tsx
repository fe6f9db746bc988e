import { AriaLiveAnnouncer, FluentProvider, Toaster } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { HostContext, type HostAccess } from './api/host.ts';
import { Frame } from './frame/frame.tsx';
import { toasterId } from './parts/tell.tsx';
import { useMedia } from './parts/use-media.ts';
import { text } from './text.ts';
import { darkTheme, lightTheme } from './theme.ts';

export function App({ host }: { readonly host: HostAccess }): ReactElement {
  const dark = useMedia('(prefers-color-scheme: dark)');
  return (
    <FluentProvider theme={dark ? darkTheme : lightTheme}>
      <HostContext value={host}>
        <AriaLiveAnnouncer>
          <Frame />
          <section aria-label={text.frame.messages}>
            <Toaster inline toasterId={toasterId} position="bottom-end" />
          </section>
        </AriaLiveAnnouncer>
      </HostContext>
    </FluentProvider>
  );
}
