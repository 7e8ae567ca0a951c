import { Body1, Body1Strong, Button, Caption1, makeStyles, mergeClasses, Subtitle1, tokens } from '@fluentui/react-components';
import { ArrowSyncRegular, ChevronRightRegular, CloudRegular, FilterRegular, LinkRegular, OptionsRegular, ServerRegular, WarningRegular, type FluentIcon } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import type { ObjectDetail } from '../../../shared/ipc/objects.ts';
import { CopyCommand } from '../../components/copy-command.tsx';
import { TimeAgo } from '../../components/time-ago.tsx';
import { openScreen } from '../../frame/navigation.ts';
import { objectStrings } from '../../strings/objects.ts';
import { planStrings } from '../../strings/plan.ts';
import { AttributeFlow, FlowHead } from '../plan/attribute-flow.tsx';
import { textOfValue } from '../plan/sentences.ts';
import { MemberFacts } from './member-facts.tsx';
import { ObjectStateLabel } from './state-label.tsx';

const { flow: words } = objectStrings;

const useStyles = makeStyles({
  picture: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, minWidth: 0 },
  head: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS, overflowWrap: 'anywhere' },
  title: { margin: 0 },
  verdict: { margin: 0 },
  quiet: { color: tokens.colorNeutralForeground2 },
  stations: { display: 'flex', flexWrap: 'wrap', alignItems: 'stretch', gap: tokens.spacingHorizontalXS, margin: 0, padding: 0, listStyleType: 'none' },
  station: { flex: '1 1 96px', boxSizing: 'border-box', minWidth: 0, display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXXS, padding: tokens.spacingHorizontalM, border: `1px solid ${tokens.colorNeutralStroke2}`, borderRadius: tokens.borderRadiusMedium, overflowWrap: 'anywhere' },
  stops: { border: `1px solid ${tokens.colorStatusWarningBorder1}`, backgroundColor: tokens.colorStatusWarningBackground1 },
  after: { border: `1px dashed ${tokens.colorNeutralStroke1}`, color: tokens.colorNeutralForeground2 },
  stationHead: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalXS, color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  arrow: { alignSelf: 'center', color: tokens.colorNeutralForeground3, flexShrink: 0, '@media (max-width: 1150px)': { display: 'none' } },
  actions: { display: 'flex', gap: tokens.spacingHorizontalS, flexWrap: 'wrap' },
  warning: { display: 'flex', gap: tokens.spacingHorizontalS, color: tokens.colorStatusWarningForeground1 },
  facts: { display: 'grid', gridTemplateColumns: 'max-content minmax(0, 1fr)', columnGap: tokens.spacingHorizontalL, rowGap: tokens.spacingVerticalXXS, margin: 0, fontSize: tokens.fontSizeBase200, overflowWrap: 'anywhere' },
  fact: { margin: 0, whiteSpace: 'pre-wrap' },
});

type Station = { readonly id: string; readonly icon: FluentIcon; readonly name: string; readonly title: ReactNode; readonly text: string; /** The object comes no further than this. */ readonly stops: boolean };

function stationsOf({ explanation, members, manager }: Extract<ObjectDetail, { readonly side: 'source' }>): readonly Station[] {
  const { state, scope, link, attributes, pending, conflicts, anchor } = explanation;
  const held = conflicts.length > 0;
  return [
    { id: 'source', icon: ServerRegular, name: words.source, title: words.states[state], text: [members > 0 ? words.members(members) : '', manager === null ? '' : words.manager(manager)].filter((part) => part !== '').join(', '), stops: state === 'gone' },
    { id: 'scope', icon: FilterRegular, name: words.scope, title: scope.inScope ? words.inScope : (scope.rule ?? ''), text: scope.means ?? '', stops: !scope.inScope },
    { id: 'match', icon: LinkRegular, name: words.match, title: link === null ? words.notLinked : words.linkedBy(words.origins[link.origin] ?? link.origin), text: anchor === null ? '' : `${words.anchor} ${anchor}`, stops: held },
    { id: 'rules', icon: OptionsRegular, name: words.rules, title: attributes.length === 0 ? words.noFlows : words.flows(attributes.length), text: '', stops: false },
    { id: 'target', icon: CloudRegular, name: words.target, title: link?.name ?? words.gone, text: pending.length === 0 ? words.nothingPending : words.pending(pending.length), stops: false },
  ];
}

function Stations({ stations, label }: { readonly stations: readonly Station[]; readonly label: string }) {
  const styles = useStyles();
  const stop = stations.findIndex(({ stops }) => stops);
  return (
    <ol className={styles.stations} aria-label={label}>
      {stations.map(({ id, icon: Icon, name, title, text, stops }, index) => [
        index === 0 ? null : (
          <li key={`${id} arrow`} className={styles.arrow} aria-hidden>
            <ChevronRightRegular />
          </li>
        ),
        <li key={id} className={mergeClasses(styles.station, stops && index === stop && styles.stops, stop >= 0 && index > stop && styles.after)} data-station={id} data-stops={stops && index === stop}>
          <span className={styles.stationHead}>
            <Icon fontSize={16} aria-hidden /> {name}
          </span>
          <Body1Strong>{title}</Body1Strong>
          {text === '' ? null : <Caption1 className={styles.quiet}>{text}</Caption1>}
        </li>,
      ])}
    </ol>
  );
}

function SourcePicture({ detail, onSync }: { readonly detail: Extract<ObjectDetail, { readonly side: 'source' }>; readonly onSync: () => void }) {
  const styles = useStyles();
  const { explanation, row } = detail;
  // Out of scope or deleted: the values stop where they are.
  const flows = explanation.scope.inScope && explanation.state !== 'gone';
  const changing = new Set(explanation.pending.flatMap(({ attributes }) => attributes.map(({ name }) => name)));
  const [conflict] = explanation.conflicts;
  const syncable = explanation.state !== 'gone' && (explanation.kind === 'user' || explanation.kind === 'group');
  const problems = explanation.attributes.filter(({ problem }) => problem !== null);
  return (
    <>
      <Stations stations={stationsOf(detail)} label={words.label(row.name)} />
      {syncable || conflict !== undefined || explanation.pending.length > 0 ? (
        <div className={styles.actions}>
          {conflict === undefined ? null : <Button appearance="primary" onClick={() => openScreen('conflicts', { id: conflict.id })}>{words.openConflict}</Button>}
          {explanation.pending.length === 0 ? null : <Button onClick={() => openScreen('plan', { text: explanation.dn })}>{words.openPlan}</Button>}
          {syncable ? <Button icon={<ArrowSyncRegular />} onClick={onSync}>{objectStrings.sync.now}</Button> : null}
        </div>
      ) : null}
      {problems.map(({ name, problem }) => (
        <div key={name} className={styles.warning}>
          <WarningRegular fontSize={20} aria-hidden />
          <Body1>{name} {problem}.</Body1>
        </div>
      ))}
      {explanation.attributes.length === 0 ? null : (
        <div role="table" aria-label={words.attributes}>
          <FlowHead />
          {explanation.attributes.map(({ name, rule, inbound, source, wanted, current }) => (
            <AttributeFlow key={name} flow={{ name, rule, inbound, source, from: current, to: flows ? wanted : current }} changed={flows && (changing.has(name) || textOfValue(current) !== textOfValue(wanted))} />
          ))}
        </div>
      )}
      <MemberFacts explanation={explanation} />
      <dl className={styles.facts}>
        <dt className={styles.quiet}>{planStrings.drawer.dn}</dt>
        <dd className={styles.fact}>{explanation.dn}</dd>
        <dt className={styles.quiet}>objectGUID</dt>
        <dd className={styles.fact}>{explanation.guid}</dd>
        {explanation.link === null ? null : (
          <>
            <dt className={styles.quiet}>{planStrings.drawer.target}</dt>
            <dd className={styles.fact}>{explanation.link.targetId}</dd>
          </>
        )}
        {explanation.lastWrite === null ? null : (
          <>
            <dt className={styles.quiet}>{words.lastWrite}</dt>
            <dd className={styles.fact}>
              {planStrings.actions[explanation.lastWrite.action]}, <TimeAgo at={explanation.lastWrite.at} />: {words.writeStates[explanation.lastWrite.state]}
              {explanation.lastWrite.state === 'failed' && explanation.lastWrite.detail !== null ? `\n${explanation.lastWrite.detail}` : ''}
            </dd>
          </>
        )}
      </dl>
      <CopyCommand text={`causeway explain "${explanation.dn}"`} />
    </>
  );
}

/** Why an object is as it is: from Active Directory through scope, identity and rules to Entra, value by value. */
export function FlowPicture({ detail, onSync }: { readonly detail: ObjectDetail; /** Asks for a run of this object. */ readonly onSync: () => void }) {
  const styles = useStyles();
  return (
    <section className={styles.picture} aria-label={words.label(detail.row.name)} data-testid="flow-picture">
      <header className={styles.head}>
        <Caption1 className={styles.quiet}>
          {objectStrings.kinds[detail.row.kind]} · <ObjectStateLabel state={detail.row.state} />
        </Caption1>
        <Subtitle1 as="h2" className={styles.title}>{detail.row.name}</Subtitle1>
        <Body1 as="p" className={styles.verdict}>{detail.side === 'source' ? detail.explanation.verdict : detail.text}</Body1>
      </header>
      {detail.side === 'source' ? (
        <SourcePicture detail={detail} onSync={onSync} />
      ) : (
        <dl className={styles.facts}>
          {detail.attributes.map(({ name, value }) => [
            <dt key={`${name} name`} className={styles.quiet}>{name}</dt>,
            <dd key={`${name} value`} className={styles.fact}>{textOfValue(value)}</dd>,
          ])}
        </dl>
      )}
    </section>
  );
}
