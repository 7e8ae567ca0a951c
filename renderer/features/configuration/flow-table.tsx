import { Badge, Body1, Caption1, makeStyles, mergeClasses, SearchBox, Tab, TabList, Table, TableBody, TableCell, TableHeader, TableHeaderCell, TableRow, tokens } from '@fluentui/react-components';
import { WarningRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { FlowRow, FlowTable as FlowTableValue } from '../../../shared/ipc/configuration.ts';
import type { ObjectPreview } from '../../../shared/ipc/directory.ts';
import { configurationStrings } from '../../strings/configuration.ts';
import { flowsOf, notesOf, sourceText, valueText } from './flow-rows.ts';

const words = configurationStrings.mapping;

const useStyles = makeStyles({
  block: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, minHeight: 0 },
  tools: { display: 'flex', alignItems: 'center', justifyContent: 'space-between', flexWrap: 'wrap', gap: tokens.spacingHorizontalM },
  search: { flex: 1, maxWidth: '320px' },
  scroll: { overflow: 'auto', maxHeight: '420px', border: `1px solid ${tokens.colorNeutralStroke2}`, borderRadius: tokens.borderRadiusMedium },
  header: { position: 'sticky', top: 0, zIndex: 1, backgroundColor: tokens.colorNeutralBackground1 },
  cell: { paddingTop: tokens.spacingVerticalXS, paddingBottom: tokens.spacingVerticalXS, overflowWrap: 'anywhere', verticalAlign: 'top', height: 'auto' },
  mono: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200 },
  muted: { color: tokens.colorNeutralForeground2 },
  number: { textAlign: 'right', fontVariantNumeric: 'tabular-nums' },
  problem: { display: 'flex', gap: tokens.spacingHorizontalXS, color: tokens.colorPaletteRedForeground1 },
  target: { width: '22%' },
  how: { width: '38%' },
  /** With further columns the notes would be left a few letters: it scrolls instead. */
  wide: { minWidth: '808px' },
  wideTarget: { width: '25%' },
  narrowHow: { width: '28%' },
  rightHeader: { width: '76px', '& button, & > div': { justifyContent: 'flex-end' } },
});

type Extra = {
  /** Further columns at the end: objects, precedence. */
  readonly name: string;
  readonly of: (flow: FlowRow) => string;
};

type Props = { readonly table: FlowTableValue; readonly preview?: ObjectPreview | null; readonly extra?: readonly Extra[]; readonly tall?: boolean };

function Value({ flow, preview }: { readonly flow: FlowRow; readonly preview: ObjectPreview }) {
  const styles = useStyles();
  const previewed = preview.flows.find(({ target, ruleId }) => target === flow.target && ruleId === flow.ruleId);
  if (previewed === undefined) return null;
  const text = flow.target === 'passwordProfile' ? null : valueText(previewed.value);
  return (
    <div title={sourceText(previewed)}>
      {flow.target === 'passwordProfile' ? null : text === null ? <Caption1 className={styles.muted}>{words.empty}</Caption1> : <Body1>{text}</Body1>}
      {previewed.note === null ? null : <Caption1 block className={styles.muted}>{previewed.note}</Caption1>}
      {previewed.problem === null ? null : <Caption1 className={styles.problem}><WarningRegular aria-hidden fontSize={16} />{words.problem(previewed.problem)}</Caption1>}
    </div>
  );
}

/** Attribute flows of users or groups, searchable; with a previewed object also what they make of it. */
export function FlowTable({ table, preview = null, extra = [], tall = false }: Props) {
  const styles = useStyles();
  const [chosen, setType] = useState<FlowRow['type']>('user');
  const [text, setText] = useState('');
  const type = preview === null || preview.match.kind === 'contact' ? chosen : preview.match.kind;
  const rows = flowsOf(table, type, text);
  return (
    <div className={styles.block} style={tall ? { height: '100%' } : undefined}>
      <div className={styles.tools}>
        <TabList size="small" aria-label={words.type} selectedValue={type} onTabSelect={(_event, { value }) => setType(value as FlowRow['type'])}>
          {(['user', 'group'] as const).map((each) => <Tab key={each} value={each} disabled={preview !== null && type !== each}>{`${words.types[each]} (${flowsOf(table, each, text).length})`}</Tab>)}
        </TabList>
        <SearchBox className={styles.search} size="small" placeholder={words.search} aria-label={words.search} value={text} onChange={(_event, data) => setText(data.value)} />
      </div>
      {rows.length === 0 ? (
        <Body1 role="status">{words.nothingFound(text)}</Body1>
      ) : (
        <div className={styles.scroll} style={tall ? { maxHeight: 'none', flex: 1 } : undefined} tabIndex={0} role="region" aria-label={words.flows}>
          <Table size="small" aria-label={words.flows} className={extra.length === 0 ? undefined : styles.wide}>
            <TableHeader className={styles.header}>
              <TableRow>
                <TableHeaderCell className={extra.length === 0 ? styles.target : styles.wideTarget}>{words.columns.target}</TableHeaderCell>
                <TableHeaderCell className={extra.length === 0 ? styles.how : styles.narrowHow}>{words.columns.how}</TableHeaderCell>
                <TableHeaderCell>{preview === null ? words.columns.notes : words.columns.value}</TableHeaderCell>
                {extra.map(({ name }) => <TableHeaderCell key={name} className={styles.rightHeader}>{name}</TableHeaderCell>)}
              </TableRow>
            </TableHeader>
            <TableBody>
              {rows.map((flow) => (
                <TableRow key={flow.key}>
                  <TableCell className={styles.cell}>
                    <Body1>{flow.target}</Body1>
                    {flow.required ? <Caption1 block className={styles.muted}>{words.required}</Caption1> : null}
                  </TableCell>
                  <TableCell className={styles.cell}>
                    <span className={flow.kind === 'direct' ? styles.mono : undefined}>{flow.how}</span>{' '}
                    {flow.kind === 'direct' ? null : <Badge size="small" appearance="outline" color="informative">{words.kinds[flow.kind]}</Badge>}
                  </TableCell>
                  <TableCell className={styles.cell}>
                    {preview === null ? <Caption1 className={styles.muted}>{notesOf(flow).filter((note) => note !== words.required).join(' · ')}</Caption1> : <Value flow={flow} preview={preview} />}
                  </TableCell>
                  {extra.map(({ name, of }) => <TableCell key={name} className={mergeClasses(styles.cell, styles.number)}>{of(flow)}</TableCell>)}
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </div>
      )}
    </div>
  );
}
