import { Page } from '../../components/page.tsx';
import { useActiveProfile } from '../../frame/app-store.ts';
import { StatePill } from '../../frame/state-pill.tsx';
import { frameStrings } from '../../strings/frame.ts';

export function HomeScreen() {
  const profile = useActiveProfile();
  return (
    <Page title={profile?.name ?? frameStrings.productName}>
      <StatePill />
    </Page>
  );
}
