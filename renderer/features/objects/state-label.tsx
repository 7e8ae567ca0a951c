import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { CheckmarkCircleRegular, CircleRegular, CloudRegular, DeleteRegular, EditRegular, HandRightRegular, SubtractCircleRegular, WarningRegular, type FluentIcon } from '@fluentui/react-icons';
import type { ObjectState } from '../../../shared/ipc/objects.ts';
import { objectStrings } from '../../strings/objects.ts';

const useStyles = makeStyles({
  label: { display: 'inline-flex', alignItems: 'center', gap: tokens.spacingHorizontalXS, fontSize: tokens.fontSizeBase200, whiteSpace: 'nowrap' },
  good: { color: tokens.colorStatusSuccessForeground1 },
  warn: { color: tokens.colorStatusWarningForeground1 },
  bad: { color: tokens.colorStatusDangerForeground3 },
  brand: { color: tokens.colorPaletteBlueForeground2 },
  quiet: { color: tokens.colorNeutralForeground2 },
});

const looks: Readonly<Record<ObjectState, { readonly icon: FluentIcon; readonly tone: 'good' | 'warn' | 'bad' | 'brand' | 'quiet' }>> = {
  conflict: { icon: WarningRegular, tone: 'warn' },
  pending: { icon: EditRegular, tone: 'brand' },
  synchronized: { icon: CheckmarkCircleRegular, tone: 'good' },
  excluded: { icon: SubtractCircleRegular, tone: 'quiet' },
  notSynchronizable: { icon: HandRightRegular, tone: 'quiet' },
  waiting: { icon: CircleRegular, tone: 'quiet' },
  deleted: { icon: DeleteRegular, tone: 'bad' },
  onlyInEntra: { icon: CloudRegular, tone: 'quiet' },
};

export function ObjectStateLabel({ state }: { readonly state: ObjectState }) {
  const styles = useStyles();
  const { icon: Icon, tone } = looks[state];
  return (
    <span className={mergeClasses(styles.label, styles[tone])}>
      <Icon fontSize={16} aria-hidden /> {objectStrings.states[state]}
    </span>
  );
}
