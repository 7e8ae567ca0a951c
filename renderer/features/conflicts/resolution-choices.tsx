import { Badge, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { ResolutionKind } from '../../../shared/situation.ts';
import { conflictStrings } from '../../strings/conflicts.ts';

const useStyles = makeStyles({
  choices: { display: 'grid', gridTemplateColumns: 'repeat(auto-fill, minmax(220px, 1fr))', gap: tokens.spacingHorizontalS },
  card: { display: 'grid', gridTemplateColumns: '24px minmax(0, 1fr)', columnGap: tokens.spacingHorizontalS, padding: tokens.spacingHorizontalM, border: `1px solid ${tokens.colorNeutralStroke1}`, borderRadius: tokens.borderRadiusMedium, backgroundColor: tokens.colorNeutralBackground1, color: tokens.colorNeutralForeground1, font: 'inherit', textAlign: 'left', cursor: 'pointer', ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover }, ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` } },
  chosen: { border: `1px solid ${tokens.colorCompoundBrandStroke}`, boxShadow: `inset 0 0 0 1px ${tokens.colorCompoundBrandStroke}` },
  key: { display: 'inline-flex', alignItems: 'center', justifyContent: 'center', width: '20px', height: '20px', borderRadius: tokens.borderRadiusSmall, border: `1px solid ${tokens.colorNeutralStroke1}`, fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2 },
  name: { display: 'flex', alignItems: 'center', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, fontWeight: tokens.fontWeightSemibold, fontSize: tokens.fontSizeBase300, lineHeight: tokens.lineHeightBase300 },
  text: { gridColumn: '2', fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200, color: tokens.colorNeutralForeground2 },
});

/** The decisions on offer as cards, numbered as the keys that choose them. */
export function ResolutionChoices({ kinds, recommended, chosen, disabled, onChoose }: { readonly kinds: readonly ResolutionKind[]; readonly recommended: ResolutionKind | null; readonly chosen: ResolutionKind | null; readonly disabled: boolean; readonly onChoose: (kind: ResolutionKind) => void }) {
  const styles = useStyles();
  return (
    <div role="radiogroup" aria-label={conflictStrings.decide.label} className={styles.choices}>
      {kinds.map((kind, index) => (
        <button key={kind} type="button" role="radio" aria-checked={kind === chosen} disabled={disabled} className={mergeClasses(styles.card, kind === chosen && styles.chosen)} onClick={() => onChoose(kind)} data-resolution={kind}>
          <span className={styles.key} aria-hidden>
            {index + 1}
          </span>
          <span className={styles.name}>
            {conflictStrings.resolutions[kind].name}
            {kind === recommended ? (
              <Badge appearance="tint" size="small">
                {conflictStrings.decide.recommended}
              </Badge>
            ) : null}
          </span>
          <span className={styles.text}>{conflictStrings.resolutions[kind].text}</span>
        </button>
      ))}
    </div>
  );
}
