import { makeStyles, tokens } from '@fluentui/react-components';
import { ArrowRightRegular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import type { ExplainedAttribute } from '../../../shared/explanation.ts';
import type { AttributeValue } from '../../../shared/plan.ts';
import { planStrings } from '../../strings/plan.ts';
import { textOfValue } from './sentences.ts';
import { diffTexts, type Piece } from './text-diff.ts';

const useStyles = makeStyles({
  head: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr) 120px minmax(0, 1fr) minmax(0, 1fr)', columnGap: tokens.spacingHorizontalM, color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200, paddingBottom: tokens.spacingVerticalXS },
  attribute: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr) 120px minmax(0, 1fr) minmax(0, 1fr)', columnGap: tokens.spacingHorizontalM, rowGap: tokens.spacingVerticalXXS, padding: `${tokens.spacingVerticalS} 0`, borderTop: `1px solid ${tokens.colorNeutralStroke2}`, fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200 },
  name: { gridColumn: '1 / -1', fontWeight: tokens.fontWeightSemibold, fontSize: tokens.fontSizeBase300 },
  value: { overflowWrap: 'anywhere', whiteSpace: 'pre-wrap', maxHeight: '160px', overflowY: 'auto' },
  source: { color: tokens.colorNeutralForeground2 },
  rule: { color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
  empty: { color: tokens.colorNeutralForeground3, fontStyle: 'italic' },
  gone: { backgroundColor: tokens.colorPaletteRedBackground2, color: tokens.colorPaletteRedForeground2, borderRadius: '2px', textDecorationLine: 'line-through', textDecorationThickness: '1px' },
  added: { backgroundColor: tokens.colorPaletteGreenBackground2, color: tokens.colorPaletteGreenForeground2, borderRadius: '2px', fontWeight: tokens.fontWeightSemibold },
});

export type Flow = { readonly name: string; readonly rule: string; /** What the inbound rules gave, where `rule` is an outbound one. */ readonly inbound?: ExplainedAttribute['inbound']; readonly source: Readonly<Record<string, readonly string[]>> | null; readonly from: AttributeValue; readonly to: AttributeValue };

function Value({ pieces, mark }: { readonly pieces: readonly Piece[]; readonly mark: string }): ReactNode {
  return pieces.map(({ text, differs }, index) => (differs ? <mark key={index} className={mark}>{text}</mark> : <span key={index}>{text}</span>));
}

/** AD attributes with the name in front where it is another than Graph's. */
function Source({ flow }: { readonly flow: Flow }) {
  const styles = useStyles();
  if (flow.source === null) return <span className={styles.empty}>{planStrings.drawer.adGone}</span>;
  const entries = Object.entries(flow.source);
  if (entries.length === 0) return <span className={styles.empty}>{planStrings.drawer.nothing}</span>;
  return entries.map(([name, values]) => (
    <div key={name}>
      {entries.length === 1 && name.toLowerCase() === flow.name.toLowerCase() ? null : <span className={styles.source}>{name}: </span>}
      {values.join('\n')}
    </div>
  ));
}

function changedTexts(flow: Flow): { readonly from: string | null; readonly to: string | null } {
  return { from: textOfValue(flow.from), to: flow.name === 'passwordProfile' ? planStrings.drawer.password : textOfValue(flow.to) };
}

/** The heads of the columns: from Active Directory on the left to what Entra will have on the right. */
export function FlowHead() {
  const styles = useStyles();
  const { source, rule, now, after } = planStrings.drawer;
  return (
    <div role="row" className={styles.head}>
      {[source, rule, now, after].map((name) => (
        <span key={name} role="columnheader">
          {name}
        </span>
      ))}
    </div>
  );
}

/** One attribute: AD value → rule → Entra now → Entra after, the characters that differ marked. */
export function AttributeFlow({ flow, changed }: { readonly flow: Flow; readonly changed: boolean }) {
  const styles = useStyles();
  const { from, to } = changedTexts(flow);
  const diff = changed && from !== null && to !== null ? diffTexts(from, to) : null;
  const empty = <span className={styles.empty}>{planStrings.drawer.nothing}</span>;
  return (
    <div role="row" className={styles.attribute} data-attribute={flow.name}>
      <span role="rowheader" className={styles.name}>
        {flow.name}
      </span>
      <span role="cell" className={styles.value}>
        <Source flow={flow} />
      </span>
      <span role="cell" className={styles.rule}>
        {flow.inbound === undefined ? null : (
          <div>
            <ArrowRightRegular aria-hidden /> {planStrings.drawer.inbound(flow.inbound.rule, textOfValue(flow.inbound.value))}
          </div>
        )}
        <ArrowRightRegular aria-hidden /> {flow.rule}
      </span>
      <span role="cell" className={styles.value}>
        {from === null ? empty : diff === null ? from : <Value pieces={diff.from} mark={styles.gone} />}
      </span>
      <span role="cell" className={styles.value}>
        {to === null ? empty : diff === null ? changed ? <mark className={styles.added}>{to}</mark> : to : <Value pieces={diff.to} mark={styles.added} />}
      </span>
    </div>
  );
}
