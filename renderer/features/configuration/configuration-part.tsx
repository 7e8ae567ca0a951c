import { assertNever } from '../../../shared/assert-never.ts';
import type { Configuration } from '../../../shared/ipc/configuration.ts';
import type { DirectoryOf } from '../../../shared/ipc/directory.ts';
import { useCall } from '../../hooks/use-call.ts';
import { configurationStrings } from '../../strings/configuration.ts';
import { OwnRulesEditor } from '../rules/own-rules-editor.tsx';
import { ContainerSelection, type DirectoryQuota } from './container-selection.tsx';
import { selectsNothing } from './container-rows.ts';
import { ForEachSource, partSources } from './for-each-source.tsx';
import { MappingEditor } from './mapping-editor.tsx';
import { MatchingEditor } from './matching-editor.tsx';
import { pilotIsMissing } from './pilot-group.ts';
import { PilotGroupEditor } from './pilot-group-editor.tsx';
import { ProtectionEditor } from './protection-editor.tsx';
import type { LinkedObjects } from './protection-sentences.ts';
import { SourceAnchor } from './source-anchor.tsx';
import { StagingEditor } from './staging-editor.tsx';

export const configurationParts = ['containers', 'pilot', 'anchor', 'matching', 'mapping', 'own', 'protection', 'staging'] as const;
export type ConfigurationPartId = (typeof configurationParts)[number];

type Props = {
  readonly part: ConfigurationPartId;
  readonly of: DirectoryOf;
  readonly value: Configuration;
  readonly onChange: (change: Partial<Configuration>) => void;
  /** Told what stands in a field and cannot be used; null when everything can. */
  readonly onProblem: (problem: string | null) => void;
  readonly quota?: DirectoryQuota | null;
};

/** Why a part cannot be used as it is, in one sentence and what to do; null when it can. What stands in a field is told by `onProblem`. */
export function partProblem(part: ConfigurationPartId, { containers, pilotGroup, title, further }: Configuration): string | null {
  for (const each of [{ title, containers, pilotGroup }, ...further]) {
    const named = (text: string): string => (further.length === 0 ? text : `${each.title}: ${text}`);
    if (part === 'containers' && selectsNothing(each.containers)) return named(`${configurationStrings.containers.nothing} ${configurationStrings.containers.nothingFix}`);
    if (part === 'pilot' && pilotIsMissing(each.pilotGroup)) return named(`${configurationStrings.pilot.unchosen} ${configurationStrings.pilot.unchosenFix}`);
  }
  return null;
}

function Matching({ of, value, onChange }: Pick<Props, 'of' | 'value' | 'onChange'>) {
  const matches = useCall('configuration.matches', of.kind === 'profile' ? { profileId: of.profileId } : undefined);
  return <MatchingEditor value={value.policies} expected={matches.state === 'ready' ? matches.value : null} onChange={(policies) => onChange({ policies: { ...value.policies, ...policies } })} />;
}

function Protection({ of, value, onChange, onProblem }: Pick<Props, 'of' | 'value' | 'onChange' | 'onProblem'>) {
  const selection = useCall('directory.selection', { of, containers: value.containers });
  // The selection is of the first source; what several come to is not said rather than said wrongly.
  const objects: LinkedObjects | null = value.further.length === 0 && selection.state === 'ready' ? selection.value.objects : null;
  return (
    <ProtectionEditor
      value={{ policies: value.policies, protection: value.protection }}
      objects={objects}
      onProblem={onProblem}
      onChange={({ policies, protection }) => onChange({ policies: { ...value.policies, ...policies }, protection })}
    />
  );
}

/** One part of a configuration in its editor: the setup and the settings show the same. */
export function ConfigurationPart({ part, of, value, onChange, onProblem, quota = null }: Props) {
  switch (part) {
    case 'containers':
      return <ForEachSource of={of} value={value} onChange={onChange}>{({ of: where, title, several, last, containers, change }) => <ContainerSelection of={where} label={several ? title : null} hints={last} value={containers} quota={quota} onChange={(selected) => change({ containers: selected as Configuration['containers'] })} />}</ForEachSource>;
    case 'pilot':
      return <ForEachSource of={of} value={value} onChange={onChange}>{({ of: where, pilotGroup, change }) => <PilotGroupEditor of={where} value={pilotGroup} onChange={(chosen) => change({ pilotGroup: chosen })} />}</ForEachSource>;
    case 'anchor':
      return <ForEachSource of={of} value={value} onChange={onChange}>{({ of: where, first, last }) => <SourceAnchor of={where} explained={first} hints={last} />}</ForEachSource>;
    case 'matching':
      return <Matching of={of} value={value} onChange={onChange} />;
    case 'mapping':
      return <MappingEditor sources={partSources(of, value)} value={value.rules} onProblem={onProblem} onChange={(rules) => onChange({ rules })} />;
    case 'own':
      return <OwnRulesEditor value={value.rules} onProblem={onProblem} onChange={(rules) => onChange({ rules })} />;
    case 'protection':
      return <Protection of={of} value={value} onChange={onChange} onProblem={onProblem} />;
    case 'staging':
      return <StagingEditor value={value.policies.stagingMode} onChange={(stagingMode) => onChange({ policies: { ...value.policies, stagingMode } })} />;
    default:
      return assertNever(part, 'configuration part');
  }
}
