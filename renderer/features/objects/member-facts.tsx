import { Body1, Body1Strong, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import type { Explanation } from '../../../shared/explanation.ts';
import { objectStrings } from '../../strings/objects.ts';

const { flow: words } = objectStrings;

const useStyles = makeStyles({
  part: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS, overflowWrap: 'anywhere' },
  list: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS, margin: 0, paddingLeft: tokens.spacingHorizontalL },
  why: { color: tokens.colorNeutralForeground2 },
});

/** What becomes of a group's members, and why some are left out. Nothing for other objects and for empty groups. */
export function MemberFacts({ explanation: { members } }: { readonly explanation: Explanation }) {
  const styles = useStyles();
  if (members === null || (members.inSource === 0 && (members.inTarget ?? 0) === 0)) return null;
  const { inSource, linked, leftOut, leftOutExamples, inTarget, foreign } = members;
  return (
    <section className={styles.part} aria-label={words.membersTitle}>
      <Body1Strong>{words.membersTitle}</Body1Strong>
      <Body1>{words.membersText(inSource, linked, leftOut)} {inTarget === null ? '' : words.membersTarget(inTarget, foreign)}</Body1>
      {leftOutExamples.length === 0 ? null : (
        <ul className={styles.list}>
          {leftOutExamples.map(({ dn, why }) => (
            <li key={dn}>
              {dn} <Caption1 className={styles.why}>{why}</Caption1>
            </li>
          ))}
        </ul>
      )}
      {leftOut > leftOutExamples.length ? <Caption1 className={styles.why}>{words.moreLeftOut(leftOut - leftOutExamples.length)}</Caption1> : null}
    </section>
  );
}
