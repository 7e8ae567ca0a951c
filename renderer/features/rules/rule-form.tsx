import { Body1, Button, Caption1, Dropdown, Field, Input, makeStyles, Option, Subtitle2, tokens } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons';
import type { RuleReview } from '../../../shared/ipc/configuration.ts';
import type { RuleSetFinding } from '../../../shared/rules.ts';
import { FindingRow } from '../../components/finding-row.tsx';
import { rulesStrings } from '../../strings/configuration.ts';
import { FlowEditor } from './flow-editor.tsx';
import { findingText, joinLines, type OwnRule } from './own-rules.ts';
import { ScopeEditor } from './scope-editor.tsx';

const words = rulesStrings.own;

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, padding: tokens.spacingVerticalL, border: `1px solid ${tokens.colorNeutralStroke2}`, borderRadius: tokens.borderRadiusMedium },
  fields: { display: 'grid', alignItems: 'start', gridTemplateColumns: 'minmax(0, 3fr) minmax(0, 2fr) minmax(0, 2fr) minmax(0, 2fr)', gap: tokens.spacingHorizontalL },
  control: { minWidth: 0, width: '100%' },
  flows: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  title: { margin: 0 },
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  start: { alignSelf: 'flex-start' },
});

type Props = {
  readonly value: OwnRule;
  /** Its place in the profile. */
  readonly index: number;
  readonly review: RuleReview | null;
  readonly findings: readonly RuleSetFinding[];
  readonly onChange: (value: OwnRule) => void;
};

/** One rule of the profile. What is wrong with a flow stands at the flow, everything else above. */
export function RuleForm({ value, index, review, findings, onChange }: Props) {
  const styles = useStyles();
  const attributesList = `attributes-of-rule-${index}`;
  const ofFlow = (at: number): readonly RuleSetFinding[] => findings.filter(({ path }) => path.startsWith(`rules.custom[${index}].flows[${at}]`));
  const readable = value.direction === 'outbound' ? (review?.targets[value.type] ?? []).map(({ name }) => name) : (review?.attributes ?? []);
  const others = findings.filter(({ path }) => !path.includes('.flows['));
  return (
    <section className={styles.form} aria-label={words.editor(value.name)}>
      <datalist id={attributesList}>{readable.map((name) => <option key={name} value={name} />)}</datalist>
      {others.length === 0 ? null : <ul className={styles.list}>{others.map((finding, at) => <FindingRow key={at} state={finding.severity} text={findingText(finding)} fix={finding.fix} />)}</ul>}
      <div className={styles.fields}>
        <Field label={words.name}><Input className={styles.control} value={value.name} maxLength={120} onChange={(_event, data) => onChange({ ...value, name: data.value })} /></Field>
        <Field label={words.type}>
          <Dropdown className={styles.control} value={words.types[value.type]} selectedOptions={[value.type]} onOptionSelect={(_event, { optionValue }) => onChange({ ...value, type: optionValue === 'group' ? 'group' : 'user' })}>
            {(['user', 'group'] as const).map((type) => <Option key={type} value={type}>{words.types[type]}</Option>)}
          </Dropdown>
        </Field>
        <Field label={words.direction} hint={words.directionHints[value.direction]}>
          <Dropdown className={styles.control} value={words.directions[value.direction]} selectedOptions={[value.direction]} onOptionSelect={(_event, { optionValue }) => onChange({ ...value, direction: optionValue === 'outbound' ? 'outbound' : 'inbound' })}>
            {(['inbound', 'outbound'] as const).map((direction) => <Option key={direction} value={direction}>{words.directions[direction]}</Option>)}
          </Dropdown>
        </Field>
        <Field label={words.precedence} hint={words.precedenceHint}><Input className={styles.control} type="number" min={0} max={99} value={Number.isNaN(value.precedence) ? '' : String(value.precedence)} onChange={(_event, data) => onChange({ ...value, precedence: data.value.trim() === '' ? Number.NaN : Number(data.value) })} /></Field>
      </div>
      <Field label={words.description}><Input className={styles.control} value={value.description} onChange={(_event, data) => onChange({ ...value, description: data.value })} /></Field>
      <ScopeEditor value={value.scope} attributesList={attributesList} onChange={(scope) => onChange({ ...value, scope })} />
      {joinLines(value).length === 0 ? null : (
        <section className={styles.flows} aria-label={words.join}>
          <Subtitle2 as="h2" className={styles.title}>{words.join}</Subtitle2>
          {joinLines(value).map((line) => <Body1 key={line}>{line}</Body1>)}
          <Caption1>{words.joinHint}</Caption1>
        </section>
      )}
      <div className={styles.flows}>
        <Subtitle2 as="h2" className={styles.title}>{words.flows}</Subtitle2>
        {value.flows.map((flow, at) => (
          <FlowEditor
            key={at}
            value={flow}
            targets={review?.targets[value.type] ?? []}
            attributesList={attributesList}
            findings={ofFlow(at)}
            onChange={(changed) => onChange({ ...value, flows: value.flows.map((each, other) => (other === at ? changed : each)) })}
            onRemove={() => onChange({ ...value, flows: value.flows.filter((_each, other) => other !== at) })}
          />
        ))}
        <Button className={styles.start} size="small" icon={<AddRegular />} onClick={() => onChange({ ...value, flows: [...value.flows, { target: value.type === 'user' ? 'jobTitle' : 'description', expression: '', applyOnce: false, merge: 'update' }] })}>{words.addFlow}</Button>
      </div>
    </section>
  );
}
