import {
  CounterBadge,
  makeStyles,
  NavDrawer,
  NavDrawerBody,
  NavDrawerHeader,
  NavItem,
  Text,
  tokens,
} from '@fluentui/react-components';
import {
  ArrowImport20Filled,
  ArrowImport20Regular,
  bundleIcon,
  Home20Filled,
  Home20Regular,
  Info20Filled,
  Info20Regular,
  PeopleTeam20Filled,
  PeopleTeam20Regular,
  Pulse20Filled,
  Pulse20Regular,
  Settings20Filled,
  Settings20Regular,
} from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import type { Screen } from '../../main/ipc/shell.ts';
import { useLive } from '../api/host.ts';
import { HiddenText } from '../parts/hidden-text.tsx';
import { StateIcon } from '../parts/state-icon.tsx';
import { routeTo } from '../route.ts';
import { text } from '../text.ts';

const StatusIcon = bundleIcon(Home20Filled, Home20Regular);
const ActivityIcon = bundleIcon(Pulse20Filled, Pulse20Regular);
const ImportIcon = bundleIcon(ArrowImport20Filled, ArrowImport20Regular);
const PeopleIcon = bundleIcon(PeopleTeam20Filled, PeopleTeam20Regular);
const SettingsIcon = bundleIcon(Settings20Filled, Settings20Regular);
const AboutIcon = bundleIcon(Info20Filled, Info20Regular);

/** In the order of Ctrl+1 to Ctrl+6. */
export const navScreens = ['status', 'activity', 'import', 'people', 'settings', 'about'] as const;
export type NavScreen = (typeof navScreens)[number];

const icons: Readonly<Record<NavScreen, ReactElement>> = {
  status: <StatusIcon />,
  activity: <ActivityIcon />,
  import: <ImportIcon />,
  people: <PeopleIcon />,
  settings: <SettingsIcon />,
  about: <AboutIcon />,
};

const useStyles = makeStyles({
  drawer: { height: '100%', width: '216px', borderRight: `1px solid ${tokens.colorNeutralStroke2}` },
  product: {
    flexDirection: 'row',
    alignItems: 'center',
    columnGap: '14px',
    padding: '24px 20px 16px',
    marginInlineStart: 0,
  },
  item: { textDecorationLine: 'none', alignItems: 'center' },
  label: { display: 'flex', alignItems: 'center', justifyContent: 'space-between', flexGrow: 1 },
});

interface NavigationProps {
  readonly screen: Screen;
  /** Over the content, in a narrow window. */
  readonly overlay: boolean;
  readonly open: boolean;
  readonly onClose: () => void;
}

export function Navigation({ screen, overlay, open, onClose }: NavigationProps): ReactElement {
  const styles = useStyles();
  const state = useLive(({ status }) => status?.state ?? 'Starting');
  const problems = useLive(({ status }) => status?.problems.length ?? 0);
  const previewWaits = useLive(({ job }) => job?.stage === 'Review');
  const badge = (name: NavScreen): ReactElement | null => {
    if (name === 'status' && problems > 0) {
      return (
        <>
          <CounterBadge count={problems} color="danger" size="small" aria-hidden="true" />
          <HiddenText>{text.frame.problems(problems)}</HiddenText>
        </>
      );
    }
    if (name === 'import' && previewWaits) {
      return (
        <>
          <CounterBadge dot color="important" aria-hidden="true" />
          <HiddenText>{text.frame.previewWaits}</HiddenText>
        </>
      );
    }
    return null;
  };
  return (
    <NavDrawer
      id="nav"
      type={overlay ? 'overlay' : 'inline'}
      open={overlay ? open : true}
      onOpenChange={(_, { open: next }) => (next ? undefined : onClose())}
      selectedValue={screen === 'resync' ? 'import' : screen}
      className={styles.drawer}
      tabbable
      {...(overlay ? {} : { role: 'navigation' })}
      aria-label={text.frame.nav}
    >
      <NavDrawerHeader className={styles.product}>
        <StateIcon state={state} />
        <Text weight="semibold" size={400}>
          {text.app}
        </Text>
      </NavDrawerHeader>
      <NavDrawerBody>
        {navScreens.map((name) => (
          <NavItem
            key={name}
            value={name}
            href={routeTo(name)}
            icon={icons[name]}
            className={styles.item}
            onClick={onClose}
            {...(name === screen ? { 'aria-current': 'page' as const } : {})}
          >
            <span className={styles.label}>
              {text.frame[name]}
              {badge(name)}
            </span>
          </NavItem>
        ))}
      </NavDrawerBody>
    </NavDrawer>
  );
}
