import { Accordion, AccordionHeader, AccordionItem, AccordionPanel, Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { LinkRegular, PeopleSearchRegular, ShieldPersonRegular } from '@fluentui/react-icons';
import type { ConflictCard, ConflictComparison, ConflictDetail } from '../../../shared/ipc/conflicts.ts';
import { openScreen } from '../../frame/navigation.ts';
import { conflictStrings } from '../../strings/conflicts.ts';
import { textOfValue } from '../plan/sentences.ts';

const { review } = conflictStrings;

const useStyles = makeStyles({
  scroll: { overflowX: 'auto', border: `1px solid ${tokens.colorNeutralStroke2}`, borderRadius: tokens.borderRadiusMedium },
  table: { borderCollapse: 'collapse', width: '100%', tableLayout: 'fixed', fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200 },
  property: { width: '120px', textAlign: 'left', verticalAlign: 'top', padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`, color: tokens.colorNeutralForeground2, fontWeight: tokens.fontWeightRegular, overflowWrap: 'anywhere' },
  head: { minWidth: '160px', textAlign: 'left', verticalAlign: 'top', padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalM}`, fontWeight: tokens.fontWeightRegular, backgroundColor: tokens.colorNeutralBackground2, borderLeft: `1px solid ${tokens.colorNeutralStroke2}` },
  propertyColumn: { width: '120px' },
  folded: { margin: 0, overflowX: 'auto' },
  corner: { backgroundColor: tokens.colorNeutralBackground2 },
  side: { color: tokens.colorNeutralForeground2 },
  title: { display: 'flex', alignItems: 'flex-start', gap: tokens.spacingHorizontalXS, fontSize: tokens.fontSizeBase300, lineHeight: tokens.lineHeightBase300, fontWeight: tokens.fontWeightSemibold, overflowWrap: 'anywhere' },
  titleText: { flex: 1, minWidth: 0 },
  note: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalXS, color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
  warn: { color: tokens.colorStatusWarningForeground1 },
  row: { borderTop: `1px solid ${tokens.colorNeutralStroke3}` },
  contested: { backgroundColor: tokens.colorPaletteMarigoldBackground1 },
  value: { verticalAlign: 'top', padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`, overflowWrap: 'anywhere', whiteSpace: 'pre-wrap', borderLeft: `1px solid ${tokens.colorNeutralStroke3}` },
  differs: { fontWeight: tokens.fontWeightSemibold },
  empty: { color: tokens.colorNeutralForeground3, fontStyle: 'italic', fontWeight: tokens.fontWeightRegular },
});

function Card({ card }: { readonly card: ConflictCard }) {
  const styles = useStyles();
  const state = review.states[card.state];
  return (
    <th scope="col" className={styles.head}>
      <div className={styles.side}>
        {card.side === 'source' ? review.activeDirectory : review.entra} · {review.types[card.type]}
        {state === '' ? '' : ` · ${state}`}
      </div>
      <div className={styles.title}>
        <span className={styles.titleText}>{card.name}</span>
        {card.dn === null ? null : <Button size="small" appearance="transparent" icon={<PeopleSearchRegular />} title={review.explain} aria-label={`${review.explain}: ${card.name}`} onClick={() => openScreen('objects', { query: card.dn ?? '' })} />}
      </div>
      {card.container.length === 0 ? null : <div className={styles.note}>{card.container.join(' › ')}</div>}
      {card.side === 'source' ? null : (
        <div className={mergeClasses(styles.note, card.linkedTo !== null && styles.warn)}>
          <LinkRegular aria-hidden /> {card.linkedTo === null ? review.free : review.linkedTo(card.linkedTo)}
        </div>
      )}
      {card.roles.length === 0 ? null : (
        <div className={mergeClasses(styles.note, styles.warn)}>
          <ShieldPersonRegular aria-hidden /> {review.roles(card.roles)}
        </div>
      )}
    </th>
  );
}

function Property({ row, cards }: { readonly row: ConflictComparison; readonly cards: readonly ConflictCard[] }) {
  const styles = useStyles();
  return (
    <tr className={mergeClasses(styles.row, row.contested && styles.contested)} data-property={row.name} data-differs={row.differs}>
      <th scope="row" className={styles.property}>
        {row.name}
      </th>
      {row.values.map((value, index) => (
        <td key={cards[index]?.id ?? index} className={mergeClasses(styles.value, row.differs && styles.differs)}>
          {textOfValue(value) ?? <span className={styles.empty}>{review.empty}</span>}
        </td>
      ))}
    </tr>
  );
}

function Table({ rows, cards, label, head }: { readonly rows: readonly ConflictComparison[]; readonly cards: readonly ConflictCard[]; readonly label: string; readonly head: boolean }) {
  const styles = useStyles();
  return (
    <table className={styles.table} style={cards.length > 2 ? { minWidth: 120 + cards.length * 180 } : {}} aria-label={label}>
      {head ? (
        <thead>
          <tr>
            <td className={mergeClasses(styles.property, styles.corner)} />
            {cards.map((card) => (
              <Card key={`${card.side} ${card.id}`} card={card} />
            ))}
          </tr>
        </thead>
      ) : (
        <colgroup>
          <col className={styles.propertyColumn} />
          {cards.map((card) => (
            <col key={`${card.side} ${card.id}`} />
          ))}
        </colgroup>
      )}
      <tbody>
        {rows.map((row) => (
          <Property key={row.name} row={row} cards={cards} />
        ))}
      </tbody>
    </table>
  );
}

/** What tells people apart at once; the decisions below shall stay in sight. */
const shownAtOnce = 4;

/** All objects of a conflict side by side: the contested property first, then what differs; the rest is folded away. */
export function ObjectComparison({ detail }: { readonly detail: ConflictDetail }) {
  const styles = useStyles();
  const { cards, comparison } = detail;
  const telling = comparison.filter(({ differs, contested }) => differs || contested);
  const shown = telling.slice(0, shownAtOnce);
  const folded = comparison.filter((row) => !shown.includes(row));
  const foldedLabel = cards.length === 1 ? review.others(folded.length) : review.more(telling.length - shown.length, comparison.length - telling.length);
  return (
    <div>
      <div className={styles.scroll} tabIndex={0} role="region" aria-label={review.objects(detail.row.name)}>
        <Table rows={shown} cards={cards} label={detail.row.name} head />
      </div>
      {folded.length === 0 ? null : (
        <Accordion collapsible>
          <AccordionItem value="folded">
            <AccordionHeader size="small">{foldedLabel}</AccordionHeader>
            <AccordionPanel className={styles.folded}>
              <Table rows={folded} cards={cards} label={foldedLabel} head={false} />
            </AccordionPanel>
          </AccordionItem>
        </Accordion>
      )}
    </div>
  );
}
