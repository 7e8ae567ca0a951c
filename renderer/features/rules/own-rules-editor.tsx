import { Body1, Button, Caption1, Dropdown, makeStyles, Option, Subtitle2, Tag, TagGroup, tokens } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons';
import { useEffect, useState } from 'react';
import type { Refusal } from '../../../shared/ipc/call.ts';
import { call, refusalFrom } from '../../api.ts';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { useCall } from '../../hooks/use-call.ts';
import { useDebounced } from '../../hooks/use-debounced.ts';
import { rulesStrings } from '../../strings/configuration.ts';
import { findingsOf, newRule, rulesProblem, unfinished, type Rules } from './own-rules.ts';
import { RuleForm } from './rule-form.tsx';
import { RuleList } from './rule-list.tsx';

const words = rulesStrings.own;
const typingMs = 250;

const useStyles = makeStyles({
  editor: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
  block: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  tools: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM },
  chooser: { minWidth: '264px', alignSelf: 'flex-start' },
  muted: { color: tokens.colorNeutralForeground2 },
  title: { margin: 0 },
});

type Props = { readonly value: Rules; readonly onChange: (value: Rules) => void; readonly onProblem: (problem: string | null) => void };

function DisabledDefaults({ value, optional, onChange }: { readonly value: Rules; readonly optional: readonly string[]; readonly onChange: (disabled: Rules['disabled']) => void }) {
  const styles = useStyles();
  return (
    <section className={styles.block} aria-label={words.off}>
      <Subtitle2 as="h2" className={styles.title}>{words.off}</Subtitle2>
      <Caption1 className={styles.muted}>{words.offHint}</Caption1>
      <TagGroup aria-label={words.off} onDismiss={(_event, data) => onChange(value.disabled.filter((id) => id !== data.value))}>
        {value.disabled.map((id) => <Tag key={id} value={id} dismissible dismissIcon={{ 'aria-label': words.on(id) }}>{id}</Tag>)}
      </TagGroup>
      <Dropdown className={styles.chooser} aria-label={words.offAdd} placeholder={words.offAdd} value="" selectedOptions={[]} onOptionSelect={(_event, { optionValue }) => { if (optionValue !== undefined) onChange([...value.disabled, optionValue]); }}>
        {optional.filter((id) => !value.disabled.includes(id)).map((id) => <Option key={id} value={id}>{id}</Option>)}
      </Dropdown>
    </section>
  );
}

/** The rules of the profile and the default rules that are switched off, checked while they are typed. */
export function OwnRulesEditor({ value, onChange, onProblem }: Props) {
  const styles = useStyles();
  const [edited, setEdited] = useState<number | null>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const settled = useDebounced(value, typingMs);
  const asked = useCall('configuration.rules', unfinished(settled) === null ? { rules: settled } : undefined);
  const review = asked.state === 'ready' ? asked.value : null;
  const problem = rulesProblem(value, review);
  useEffect(() => onProblem(problem), [onProblem, problem]);
  const defaults = review?.rules.filter(({ origin }) => origin === 'default') ?? [];
  const add = (rule: Rules['custom'][number]): void => {
    setEdited(value.custom.length);
    onChange({ ...value, custom: [...value.custom, rule] });
  };
  const copy = (id: string): void => {
    setRefusal(null);
    call('configuration.copyRule', { rules: value, id }).then(add, (error: unknown) => setRefusal(refusalFrom(error)));
  };
  const rule = edited === null ? undefined : value.custom[edited];
  return (
    <div className={styles.editor}>
      <Body1 className={styles.muted}>{words.intro}</Body1>
      <div className={styles.tools}>
        <Button icon={<AddRegular />} onClick={() => add(newRule(value))}>{words.add}</Button>
        <Dropdown className={styles.chooser} aria-label={words.copy} placeholder={words.copy} value="" selectedOptions={[]} onOptionSelect={(_event, { optionValue }) => { if (optionValue !== undefined) copy(optionValue); }}>
          {defaults.filter(({ id }) => review?.optional.includes(id) === true).map(({ id }) => <Option key={id} value={id}>{id}</Option>)}
        </Dropdown>
      </div>
      {refusal === null ? null : <ProblemPanel refusal={refusal} />}
      {asked.state === 'failed' ? <ProblemPanel refusal={asked.refusal} onRetry={asked.reload} /> : null}
      <RuleList value={value} review={review} edited={edited} onEdit={setEdited} onChange={(custom) => onChange({ ...value, custom })} />
      {rule === undefined || edited === null ? null : (
        <RuleForm key={edited} value={rule} index={edited} review={review} findings={findingsOf(review, edited, rule.name)} onChange={(changed) => onChange({ ...value, custom: value.custom.map((each, index) => (index === edited ? changed : each)) })} />
      )}
      <DisabledDefaults value={value} optional={review?.optional ?? []} onChange={(disabled) => onChange({ ...value, disabled })} />
    </div>
  );
}
