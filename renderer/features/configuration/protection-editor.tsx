import { Body1, Caption1, makeStyles, Subtitle2, Switch, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { Limit, Profile } from '../../../shared/profile.ts';
import { configurationStrings } from '../../strings/configuration.ts';
import { Choices } from './choices.tsx';
import { NumberField } from './number-field.tsx';
import { protectionSentences, type LinkedObjects } from './protection-sentences.ts';

const words = configurationStrings.protection;

export type ProtectionValue = { readonly policies: Pick<Profile['policies'], 'delete' | 'deleteAfterDays'>; readonly protection: Profile['protection'] };

const useStyles = makeStyles({
  editor: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXL },
  limits: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXXL },
  limit: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS },
  fields: { display: 'flex', gap: tokens.spacingHorizontalM },
  muted: { color: tokens.colorNeutralForeground2, maxWidth: '272px' },
  title: { margin: 0 },
  sentences: { margin: 0, paddingLeft: tokens.spacingHorizontalL, display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS },
});

function LimitFields({ name, limit, onChange, onProblem }: { readonly name: string; readonly limit: Limit; readonly onChange: (limit: Limit) => void; readonly onProblem: (field: string, problem: string | null) => void }) {
  const styles = useStyles();
  return (
    <div className={styles.fields} role="group" aria-label={name}>
      <NumberField label={words.count} value={limit.count} wrong={words.countWrong} fix={words.countFix} onChange={(count) => onChange({ ...limit, count })} onProblem={(problem) => onProblem(`${name} ${words.count}`, problem)} />
      <NumberField label={words.percent} unit="%" value={limit.percent} to={100} whole={false} wrong={words.percentWrong} fix={words.percentFix} onChange={(percent) => onChange({ ...limit, percent })} onProblem={(problem) => onProblem(`${name} ${words.percent}`, problem)} />
    </div>
  );
}

function OwnLimit({ name, limit, deletes, onChange, onProblem }: { readonly name: string; readonly limit: Limit | undefined; readonly deletes: Limit; readonly onChange: (limit: Limit | undefined) => void; readonly onProblem: (field: string, problem: string | null) => void }) {
  const styles = useStyles();
  return (
    <div className={styles.limit}>
      <Subtitle2 as="h2" className={styles.title}>{name}</Subtitle2>
      <Switch
        checked={limit !== undefined}
        label={words.own}
        aria-label={`${name}: ${words.own}`}
        onChange={(_event, { checked }) => {
          onProblem(`${name} ${words.count}`, null);
          onProblem(`${name} ${words.percent}`, null);
          onChange(checked ? deletes : undefined);
        }}
      />
      {limit === undefined ? <Caption1 className={styles.muted}>{words.ownHint}</Caption1> : <LimitFields name={name} limit={limit} onChange={onChange} onProblem={onProblem} />}
    </div>
  );
}

type Props = {
  readonly value: ProtectionValue;
  readonly onChange: (value: ProtectionValue) => void;
  readonly objects: LinkedObjects | null;
  /** Told what stands in the fields that cannot be used; null when everything can. */
  readonly onProblem?: (problem: string | null) => void;
};

/** What happens when objects leave, how many may at once, and what that means in sentences. */
export function ProtectionEditor({ value, onChange, objects, onProblem }: Props) {
  const styles = useStyles();
  const { policies, protection } = value;
  const [problems, setProblems] = useState<ReadonlyMap<string, string>>(new Map());
  const report = (field: string, problem: string | null): void => {
    const next = new Map(problems);
    if (problem === null) next.delete(field);
    else next.set(field, problem);
    setProblems(next);
    onProblem?.(next.values().next().value ?? null);
  };
  const limits = (change: Partial<Profile['protection']>): void => {
    const { deletes, disables, memberRemovals } = { ...protection, ...change };
    onChange({ policies, protection: { deletes, ...(disables === undefined ? {} : { disables }), ...(memberRemovals === undefined ? {} : { memberRemovals }) } });
  };
  return (
    <div className={styles.editor}>
      <Choices label={words.delete} value={policies.delete} choices={words.deleteChoices} onChange={(choice) => onChange({ policies: { ...policies, delete: choice }, protection })} />
      {policies.delete === 'disableThenDelete' ? (
        <NumberField label={words.days} value={policies.deleteAfterDays} wrong={words.daysWrong} fix={words.daysFix} onChange={(deleteAfterDays) => onChange({ policies: { ...policies, deleteAfterDays }, protection })} onProblem={(problem) => report(words.days, problem)} />
      ) : null}
      <div className={styles.limits}>
        <div className={styles.limit}>
          <Subtitle2 as="h2" className={styles.title}>{words.deletes}</Subtitle2>
          <LimitFields name={words.deletes} limit={protection.deletes} onChange={(deletes) => limits({ deletes })} onProblem={report} />
        </div>
        <OwnLimit name={words.disables} limit={protection.disables} deletes={protection.deletes} onChange={(disables) => limits({ disables })} onProblem={report} />
        <OwnLimit name={words.memberRemovals} limit={protection.memberRemovals} deletes={protection.deletes} onChange={(memberRemovals) => limits({ memberRemovals })} onProblem={report} />
      </div>
      <section className={styles.limit} aria-label={words.whatHappens}>
        <Subtitle2 as="h2" className={styles.title}>{words.whatHappens}</Subtitle2>
        <ul className={styles.sentences}>
          {protectionSentences(policies, protection, objects).map((sentence) => <li key={sentence}><Body1>{sentence}</Body1></li>)}
        </ul>
      </section>
    </div>
  );
}
