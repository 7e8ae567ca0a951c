import { Body1, Body1Strong, Button, Caption1, Dropdown, Field, Input, makeStyles, MessageBar, MessageBarBody, Option, Skeleton, SkeletonItem, Subtitle2, Switch, tokens } from '@fluentui/react-components';
import { useCallback, useEffect, useState } from 'react';
import type { DirectoryMatch, DirectoryOf } from '../../../shared/ipc/directory.ts';
import type { Profile } from '../../../shared/profile.ts';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { useCall } from '../../hooks/use-call.ts';
import { configurationStrings } from '../../strings/configuration.ts';
import { ExtensionsEditor } from './extensions-editor.tsx';
import { FlowTable } from './flow-table.tsx';
import { countryProblem } from './flow-rows.ts';
import { ObjectSearch } from './object-search.tsx';

const words = configurationStrings.mapping;

type Rules = Profile['rules'];

const useStyles = makeStyles({
  editor: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXL },
  block: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  fields: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXL },
  field: { width: '304px' },
  short: { width: '96px', minWidth: '96px' },
  title: { margin: 0 },
  muted: { color: tokens.colorNeutralForeground2 },
  row: { display: 'flex', alignItems: 'center', justifyContent: 'space-between', gap: tokens.spacingHorizontalM },
  list: { margin: 0, paddingLeft: tokens.spacingHorizontalL },
});

type Props = {
  /** Where an object to try the rules on can be found. */
  readonly sources: readonly { readonly of: DirectoryOf; readonly title: string }[];
  readonly value: Rules;
  readonly onChange: (value: Rules) => void;
  readonly onProblem?: (problem: string | null) => void;
};

function UsageLocation({ value, countries, onChange, onProblem }: { readonly value: string | undefined; readonly countries: readonly string[]; readonly onChange: (value: string | undefined) => void; readonly onProblem: ((problem: string | null) => void) | undefined }) {
  const styles = useStyles();
  const [text, setText] = useState(value ?? '');
  const problem = countryProblem(text, countries);
  return (
    <Field className={styles.field} label={words.usageLocation} hint={words.usageLocationHint} validationState={problem === null ? 'none' : 'error'} validationMessage={problem ?? undefined}>
      <Input
        className={styles.short}
        value={text}
        maxLength={16}
        autoComplete="off"
        placeholder={words.usageLocationNone}
        onChange={(_event, data) => {
          setText(data.value);
          const wrong = countryProblem(data.value, countries);
          onProblem?.(wrong);
          if (wrong === null) onChange(data.value.trim() === '' ? undefined : data.value.trim().toUpperCase());
        }}
      />
    </Field>
  );
}

/** What two editors say is wrong, as one sentence for the outside. */
function useProblems(onProblem: Props['onProblem']): { readonly ofCountry: (problem: string | null) => void; readonly ofExtensions: (problem: string | null) => void } {
  const [country, setCountry] = useState<string | null>(null);
  const [extensions, setExtensions] = useState<string | null>(null);
  const problem = country ?? extensions;
  useEffect(() => onProblem?.(problem), [onProblem, problem]);
  return { ofCountry: useCallback((text: string | null) => setCountry(text), []), ofExtensions: useCallback((text: string | null) => setExtensions(text), []) };
}

/** Sign-in name, usage location, the options that are off at first; every attribute flow; and what they make of a real object. */
export function MappingEditor({ sources, value, onChange, onProblem }: Props) {
  const styles = useStyles();
  const table = useCall('configuration.flows', { rules: value });
  const problems = useProblems(onProblem);
  const [chosen, setChosen] = useState<DirectoryMatch | null>(null);
  const [at, setAt] = useState(0);
  const looked = sources[at] ?? sources[0];
  const of = looked?.of;
  const preview = useCall('directory.preview', chosen === null || of === undefined ? undefined : { of, guid: chosen.guid, dn: chosen.dn, rules: value });
  if (table.state === 'failed') return <ProblemPanel refusal={table.refusal} onRetry={table.reload} />;
  if (table.state === 'loading') return <Skeleton aria-label={configurationStrings.directory.reading}>{[0, 1, 2, 3].map((row) => <SkeletonItem key={row} size={32} />)}</Skeleton>;
  const { signInAttributes, countries } = table.value;
  const attributes = signInAttributes.includes(value.signInAttribute) ? signInAttributes : [value.signInAttribute, ...signInAttributes];
  const shown = chosen !== null && preview.state === 'ready' && preview.value?.match.guid === chosen.guid ? preview.value : null;
  return (
    <div className={styles.editor}>
      <div className={styles.fields}>
        <Field className={styles.field} label={words.signIn} hint={words.signInHint}>
          <Dropdown value={value.signInAttribute} selectedOptions={[value.signInAttribute]} onOptionSelect={(_event, { optionValue }) => { if (optionValue !== undefined) onChange({ ...value, signInAttribute: optionValue }); }}>
            {attributes.map((name) => <Option key={name} value={name}>{name}</Option>)}
          </Dropdown>
        </Field>
        <UsageLocation
          value={value.usageLocation}
          countries={countries}
          onProblem={problems.ofCountry}
          onChange={(usageLocation) => {
            const { usageLocation: _before, ...rest } = value;
            onChange(usageLocation === undefined ? rest : { ...rest, usageLocation });
          }}
        />
      </div>
      <div>
        <Switch checked={value.disableExpiredAccounts} label={words.expired} onChange={(_event, { checked }) => onChange({ ...value, disableExpiredAccounts: checked })} />
        <Caption1 block className={styles.muted}>{words.expiredHint}</Caption1>
      </div>
      <div>
        <Switch checked={value.photos} label={words.photos} onChange={(_event, { checked }) => onChange({ ...value, photos: checked })} />
        <Caption1 block className={styles.muted}>{words.photosHint}</Caption1>
      </div>
      <div>
        <Switch checked={value.distributionLists === 'microsoft365'} label={words.lists} onChange={(_event, { checked }) => onChange({ ...value, distributionLists: checked ? 'microsoft365' : 'leave' })} />
        <Caption1 block className={styles.muted}>{words.listsHint}</Caption1>
      </div>
      <ExtensionsEditor value={value} onProblem={problems.ofExtensions} onChange={(directoryExtensions) => onChange({ ...value, directoryExtensions })} />
      <section className={styles.block} aria-label={words.preview}>
        <div className={styles.row}>
          <Subtitle2 as="h2" className={styles.title}>{words.preview}</Subtitle2>
          {chosen === null ? null : <Button size="small" onClick={() => setChosen(null)}>{words.previewOther}</Button>}
        </div>
        {chosen !== null || sources.length === 1 ? null : (
          <Field className={styles.field} label={words.previewIn}>
            <Dropdown value={looked?.title ?? ''} selectedOptions={[String(at)]} onOptionSelect={(_event, { optionValue }) => setAt(Number(optionValue))}>
              {sources.map(({ title }, index) => <Option key={title} value={String(index)}>{title}</Option>)}
            </Dropdown>
          </Field>
        )}
        {chosen === null && of !== undefined ? <ObjectSearch key={at} of={of} kinds="objects" label={words.previewSearch} hint={words.previewHint} onChoose={setChosen} /> : chosen === null ? null : <Body1>{words.previewOf(chosen.name)}</Body1>}
        {chosen !== null && preview.state === 'failed' ? <ProblemPanel refusal={preview.refusal} onRetry={preview.reload} /> : null}
        {chosen !== null && preview.state === 'ready' && preview.value === null ? <MessageBar intent="warning"><MessageBarBody>{words.previewGone}</MessageBarBody></MessageBar> : null}
        {shown === null || shown.excluded === null ? null : <MessageBar intent="warning" layout="multiline"><MessageBarBody>{words.excluded(shown.match.name, shown.excluded.means)}</MessageBarBody></MessageBar>}
        {shown === null || shown.domainsKnown ? null : <Caption1 className={styles.muted}>{words.domainsUnknown}</Caption1>}
        {shown === null ? null : shown.lost.map((text) => <Caption1 key={text} className={styles.muted}>{text}</Caption1>)}
      </section>
      <div className={styles.block}>
        <Subtitle2 as="h2" className={styles.title}>{words.flows}</Subtitle2>
        <FlowTable table={table.value} preview={shown} />
      </div>
      <section className={styles.block} aria-label={words.lost}>
        <Body1Strong>{words.lost}</Body1Strong>
        <ul className={styles.list}>{words.lostItems.map((item) => <li key={item}><Body1>{item}</Body1></li>)}</ul>
        <Caption1 className={styles.muted}>{words.lostHint}</Caption1>
      </section>
    </div>
  );
}
