import { Badge, Body1, Button, makeStyles, Switch, Table, TableBody, TableCell, TableHeader, TableHeaderCell, TableRow, tokens } from '@fluentui/react-components';
import { DeleteRegular, EditRegular } from '@fluentui/react-icons';
import type { RuleReview } from '../../../shared/ipc/configuration.ts';
import { rulesStrings } from '../../strings/configuration.ts';
import { findingsOf, joinLines, type OwnRule, type Rules } from './own-rules.ts';

const words = rulesStrings.own;

const useStyles = makeStyles({
  cell: { overflowWrap: 'anywhere' },
  narrow: { width: '96px' },
  actions: { width: '88px' },
  errors: { marginLeft: tokens.spacingHorizontalS },
});

type Props = { readonly value: Rules; readonly review: RuleReview | null; readonly edited: number | null; readonly onEdit: (index: number | null) => void; readonly onChange: (custom: Rules['custom']) => void };

function byPrecedence(custom: Rules['custom']): readonly { readonly rule: OwnRule; readonly index: number }[] {
  return custom.map((rule, index) => ({ rule, index })).sort((left, right) => left.rule.precedence - right.rule.precedence || (left.rule.name < right.rule.name ? -1 : 1));
}

/** The rules of the profile in the order in which they are asked. */
export function RuleList({ value, review, edited, onEdit, onChange }: Props) {
  const styles = useStyles();
  if (value.custom.length === 0) return <Body1>{words.none}</Body1>;
  return (
    <Table size="small" aria-label={words.list}>
      <TableHeader>
        <TableRow>
          <TableHeaderCell className={styles.narrow}>{words.columns.precedence}</TableHeaderCell>
          <TableHeaderCell>{words.columns.name}</TableHeaderCell>
          <TableHeaderCell className={styles.narrow}>{words.columns.type}</TableHeaderCell>
          <TableHeaderCell>{words.columns.supplies}</TableHeaderCell>
          <TableHeaderCell className={styles.narrow}>{words.columns.enabled}</TableHeaderCell>
          <TableHeaderCell className={styles.actions}>{words.columns.actions}</TableHeaderCell>
        </TableRow>
      </TableHeader>
      <TableBody>
        {byPrecedence(value.custom).map(({ rule, index }) => {
          const errors = findingsOf(review, index, rule.name).filter(({ severity }) => severity === 'error').length;
          return (
            <TableRow key={index} aria-selected={edited === index}>
              <TableCell>{Number.isNaN(rule.precedence) ? '–' : rule.precedence}</TableCell>
              <TableCell className={styles.cell}>{rule.name}{errors === 0 ? null : <Badge className={styles.errors} size="small" color="danger" appearance="tint">{words.errors(errors)}</Badge>}</TableCell>
              <TableCell>{words.typeText(words.types[rule.type], rule.direction)}</TableCell>
              <TableCell className={styles.cell}>{[...(joinLines(rule).length === 0 ? [] : [words.join]), ...rule.flows.map(({ target }) => target)].join(', ')}</TableCell>
              <TableCell><Switch checked={rule.enabled} aria-label={words.enabled(rule.name)} onChange={(_event, { checked }) => onChange(value.custom.map((each, other) => (other === index ? { ...each, enabled: checked } : each)))} /></TableCell>
              <TableCell>
                <Button appearance="subtle" icon={<EditRegular />} aria-label={words.edit(rule.name)} onClick={() => onEdit(edited === index ? null : index)} />
                <Button appearance="subtle" icon={<DeleteRegular />} aria-label={words.remove(rule.name)} onClick={() => { onEdit(null); onChange(value.custom.filter((_each, other) => other !== index)); }} />
              </TableCell>
            </TableRow>
          );
        })}
      </TableBody>
    </Table>
  );
}
