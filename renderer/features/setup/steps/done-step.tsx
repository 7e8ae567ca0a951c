import { Body1, makeStyles, Subtitle2, tokens } from '@fluentui/react-components';
import { CalendarClockRegular, KeyRegular, PersonAvailableRegular, type FluentIcon } from '@fluentui/react-icons';
import { useCallback } from 'react';
import type { SetupDraft } from '../../../../shared/setup.ts';
import { call, refusalFrom } from '../../../api.ts';
import { openScreen } from '../../../frame/navigation.ts';
import { setupStrings } from '../../../strings/setup.ts';
import { useSetupStore } from '../setup-store.ts';
import { useStepReason } from '../step-reason.ts';

const words = setupStrings.done;
const icons: readonly FluentIcon[] = [PersonAvailableRegular, KeyRegular, CalendarClockRegular];

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXL },
  thing: { display: 'grid', gridTemplateColumns: '32px minmax(0, 1fr)', columnGap: tokens.spacingHorizontalM },
  icon: { color: tokens.colorBrandForeground1, gridRow: 'span 2' },
  text: { color: tokens.colorNeutralForeground2 },
});

/** What to do next; from here on the profile runs on its schedule. */
export function DoneStep({ draft }: { readonly draft: SetupDraft }) {
  const styles = useStyles();
  const finish = useCallback(() => {
    call('setup.finish', null).then(
      () => {
        useSetupStore.setState({ draft: null, welcome: true, loaded: false });
        openScreen('home');
      },
      (error: unknown) => useSetupStore.setState({ problem: refusalFrom(error) }),
    );
  }, []);
  useStepReason(null, { label: setupStrings.finish, onNext: finish });
  return (
    <>
      <Body1>{words.lead(draft.profile.name)}</Body1>
      <ul className={styles.list}>
        {words.things.map(({ title, text }, index) => {
          const Icon = icons[index] ?? KeyRegular;
          return (
            <li key={title} className={styles.thing}>
              <Icon className={styles.icon} fontSize={28} aria-hidden />
              <Subtitle2 as="h2">{title}</Subtitle2>
              <Body1 className={styles.text}>{text}</Body1>
            </li>
          );
        })}
      </ul>
    </>
  );
}
