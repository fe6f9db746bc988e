import { lazy, Suspense, type ReactElement } from 'react';
import { Loading } from '../parts/loading.tsx';
import type { Route } from '../route.ts';
import { StatusScreen } from '../screens/status/status-screen.tsx';

const Activity = lazy(async () => ({
  default: (await import('../screens/activity/activity-screen.tsx')).ActivityScreen,
}));
const Jobs = lazy(async () => ({ default: (await import('../screens/jobs/jobs-screen.tsx')).JobsScreen }));
const People = lazy(async () => ({
  default: (await import('../screens/people/people-screen.tsx')).PeopleScreen,
}));
const Settings = lazy(async () => ({
  default: (await import('../screens/settings/settings-screen.tsx')).SettingsScreen,
}));
const About = lazy(async () => ({
  default: (await import('../screens/about/about-screen.tsx')).AboutScreen,
}));
const Setup = lazy(async () => ({
  default: (await import('../screens/setup/setup-screen.tsx')).SetupScreen,
}));

/** Status comes with the window; the others are fetched when they are first opened. */
export function ScreenOf({ route }: { readonly route: Route }): ReactElement {
  return (
    <Suspense fallback={<Loading onRetry={() => window.location.reload()} />}>
      <Opened route={route} />
    </Suspense>
  );
}

function Opened({ route: { screen, params } }: { readonly route: Route }): ReactElement {
  switch (screen) {
    case 'status':
      return <StatusScreen focus={params.get('focus')} />;
    case 'activity':
      return <Activity params={params} />;
    case 'import':
      return <Jobs kind="import" params={params} />;
    case 'resync':
      return <Jobs kind="resync" params={params} />;
    case 'people':
      return <People params={params} />;
    case 'settings':
      return <Settings params={params} />;
    case 'about':
      return <About params={params} />;
    case 'setup':
      return <Setup params={params} />;
  }
}
