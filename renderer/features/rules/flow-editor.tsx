import { Button, Checkbox, Dropdown, Field, Input, makeStyles, Option, Textarea, tokens } from '@fluentui/react-components';
import { DeleteRegular } from '@fluentui/react-icons';
import type { RuleReview } from '../../../shared/ipc/configuration.ts';
import type { RuleSetFinding } from '../../../shared/rules.ts';
import { rulesStrings } from '../../strings/configuration.ts';
import { findingText, kindOf, sourceText, withSource, type FlowKind, type OwnFlow } from './own-rules.ts';

const words = rulesStrings.own;
const kinds = ['expression', 'direct', 'constant'] as const satisfies readonly FlowKind[];

const useStyles = makeStyles({
  flow: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, padding: tokens.spacingVerticalM, border: `1px solid ${tokens.colorNeutralStroke2}`, borderRadius: tokens.borderRadiusMedium },
  row: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr) 32px', gap: tokens.spacingHorizontalM, alignItems: 'end' },
  control: { minWidth: 0, width: '100%' },
  mono: { width: '100%', '& textarea': { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200, minHeight: '72px' } },
  choices: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM },
});

type Props = {
  readonly value: OwnFlow;
  readonly targets: RuleReview['targets']['user'];
  readonly attributesList: string;
  /** About this flow. */
  readonly findings: readonly RuleSetFinding[];
  readonly onChange: (value: OwnFlow) => void;
  readonly onRemove: () => void;
};

/** One attribute flow: the property, where its value comes from, and what is wrong with it while it is typed. */
export function FlowEditor({ value, targets, attributesList, findings, onChange, onRemove }: Props) {
  const styles = useStyles();
  const kind = kindOf(value);
  const takes = targets.find(({ name }) => name === value.target)?.takes ?? 'text';
  const [worst] = [...findings].sort((left, right) => Number(right.severity === 'error') - Number(left.severity === 'error'));
  const text = sourceText(value);
  const set = (source: string): void => onChange(withSource(value, kind, source, takes));
  return (
    <div className={styles.flow}>
      <div className={styles.row}>
        <Field label={words.target}>
          <Dropdown className={styles.control} value={value.target} selectedOptions={[value.target]} onOptionSelect={(_event, { optionValue }) => { if (optionValue !== undefined) onChange({ ...value, target: optionValue }); }}>
            {targets.map(({ name }) => <Option key={name} value={name}>{name}</Option>)}
          </Dropdown>
        </Field>
        <Field label={words.source}>
          <Dropdown className={styles.control} value={words.kinds[kind]} selectedOptions={[kind]} onOptionSelect={(_event, { optionValue }) => { if (optionValue !== undefined) onChange(withSource(value, optionValue as FlowKind, text, takes)); }}>
            {kinds.map((each) => <Option key={each} value={each}>{words.kinds[each]}</Option>)}
          </Dropdown>
        </Field>
        <Button appearance="subtle" icon={<DeleteRegular />} aria-label={words.removeFlow} onClick={onRemove} />
      </div>
      <Field
        label={words.kinds[kind]}
        validationState={worst === undefined ? 'none' : worst.severity}
        validationMessage={worst === undefined ? undefined : `${findingText(worst)}${worst.fix === null ? '' : ` ${worst.fix}`}`}
      >
        {kind === 'direct' ? <Input className={styles.control} list={attributesList} value={text} onChange={(_event, data) => set(data.value)} /> : <Textarea className={styles.mono} resize="vertical" spellCheck={false} value={text} onChange={(_event, data) => set(data.value)} />}
      </Field>
      <div className={styles.choices}>
        <Checkbox label={words.once} checked={value.applyOnce} onChange={(_event, { checked }) => onChange({ ...value, applyOnce: checked === true })} />
        {takes === 'texts' ? <Checkbox label={words.merge} checked={value.merge === 'merge' || value.merge === 'mergeCaseInsensitive'} onChange={(_event, { checked }) => onChange({ ...value, merge: checked === true ? 'merge' : 'update' })} /> : null}
      </div>
    </div>
  );
}
