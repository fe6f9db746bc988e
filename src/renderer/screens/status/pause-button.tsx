import {
  Button,
  Menu,
  MenuButton,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Text,
} from '@fluentui/react-components';
import { Pause20Regular, Play20Regular } from '@fluentui/react-icons';
import { useState, type ReactElement } from 'react';
import { useLive } from '../../api/host.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { usePause, useResume } from '../../frame/use-pause.ts';
import { text } from '../../text.ts';

/** Pause for a time at once; until further notice only after a question. */
export function PauseButton(): ReactElement {
  const paused = useLive(({ status }) => status?.paused != null);
  const pause = usePause();
  const resume = useResume();
  const [asking, setAsking] = useState(false);
  if (paused) {
    return (
      <Button appearance="primary" icon={<Play20Regular />} onClick={resume}>
        {text.status.resume}
      </Button>
    );
  }
  return (
    <>
      <Menu>
        <MenuTrigger disableButtonEnhancement>
          <MenuButton icon={<Pause20Regular />}>{text.status.pause}</MenuButton>
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            <MenuItem onClick={() => pause(30)}>{text.status.pause30}</MenuItem>
            <MenuItem onClick={() => pause(120)}>{text.status.pause120}</MenuItem>
            <MenuItem onClick={() => setAsking(true)}>{text.status.pauseOpen}</MenuItem>
          </MenuList>
        </MenuPopover>
      </Menu>
      <Confirm
        open={asking}
        title={text.status.pauseTitle}
        action={text.status.pause}
        onClose={() => setAsking(false)}
        onConfirm={() => {
          setAsking(false);
          pause();
        }}
      >
        <Text>{text.status.pauseWords}</Text>
      </Confirm>
    </>
  );
}
