import { Badge, Menu, MenuButton, MenuDivider, MenuItem, MenuItemRadio, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons';
import { call } from '../api.ts';
import { frameStrings } from '../strings/frame.ts';
import { useActiveProfile, useAppStore } from './app-store.ts';
import { openScreen } from './navigation.ts';

/** Which forest and tenant the screens speak of. */
export function ProfileSwitcher() {
  const active = useActiveProfile();
  const profiles = useAppStore(({ app }) => app?.profiles);
  if (active === null || profiles === undefined) return null;
  return (
    <Menu checkedValues={{ profile: [active.id] }} onCheckedValueChange={(_event, { checkedItems }) => checkedItems[0] !== undefined && void call('profiles.activate', { profileId: checkedItems[0] })}>
      <MenuTrigger disableButtonEnhancement>
        <MenuButton appearance="subtle" aria-label={`${frameStrings.profiles}: ${active.name}${active.stagingMode ? ` ${frameStrings.stagingMode}` : ''}`}>
          {active.name}{' '}
          {active.stagingMode ? <Badge appearance="tint" color="warning" style={{ marginLeft: 8 }}>{frameStrings.stagingMode}</Badge> : null}
        </MenuButton>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {profiles.map(({ id, name, kind }) => (
            <MenuItemRadio key={id} name="profile" value={id} secondaryContent={kind === 'sample' ? frameStrings.sample : undefined}>
              {name}
            </MenuItemRadio>
          ))}
          <MenuDivider />
          <MenuItem icon={<AddRegular />} onClick={() => openScreen('setup')}>
            {frameStrings.newProfile}
          </MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
