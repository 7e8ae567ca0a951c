import { WrenchRegular } from '@fluentui/react-icons';
import { EmptyState } from '../components/empty-state.tsx';
import { commonStrings } from '../strings/common.ts';
import { useNavigation } from './navigation.ts';
import { frameStrings } from '../strings/frame.ts';

/** Stands where a screen will be; gone before the first release. */
export function NotHereYet() {
  const screen = useNavigation((navigation) => navigation.screen);
  return <EmptyState icon={WrenchRegular} title={frameStrings.screens[screen]} text={commonStrings.notHereYet} />;
}
