import { Field, Input, makeStyles, Radio, RadioGroup, tokens } from '@fluentui/react-components';
import type { ConflictDecision, ConflictDetail } from '../../../shared/ipc/conflicts.ts';
import { conflictStrings } from '../../strings/conflicts.ts';
import { candidatesOf, ownersOf, rolesToConfirm } from './decision.ts';

const { decide } = conflictStrings;

const useStyles = makeStyles({ form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, maxWidth: '520px' } });

/** What a decision needs besides its name: a value, an owner, a candidate, the roles. Nothing for most. */
export function DecisionForm({ detail, decision, onChange }: { readonly detail: ConflictDetail; readonly decision: ConflictDecision; readonly onChange: (decision: ConflictDecision) => void }) {
  const styles = useStyles();
  const { kind } = decision;
  const owners = ownersOf(detail);
  const candidates = candidatesOf(detail);
  const roles = rolesToConfirm(detail, kind);
  return (
    <div className={styles.form}>
      {(kind === 'setValue' || kind === 'dropAttribute') && detail.conflict.attribute === null ? (
        <Field label={decide.attribute} required>
          <Input value={decision.attribute ?? ''} placeholder={decide.attributePlaceholder} onChange={(_event, { value }) => onChange({ ...decision, attribute: value === '' ? null : value })} />
        </Field>
      ) : null}
      {kind === 'setValue' ? (
        <Field label={decide.value(decision.attribute ?? '')} hint={decision.attribute === 'userPrincipalName' && detail.domains.length > 0 ? decide.domains(detail.domains) : undefined} required>
          <Input autoFocus value={decision.value ?? ''} placeholder={detail.conflict.value ?? undefined} onChange={(_event, { value }) => onChange({ ...decision, value: value === '' ? null : value })} />
        </Field>
      ) : null}
      {(kind === 'pickOwner' || kind === 'exclude') && owners.length > 1 ? (
        <Field label={kind === 'pickOwner' ? decide.owner : decide.excluded}>
          <RadioGroup value={decision.object ?? ''} onChange={(_event, { value }) => onChange({ ...decision, object: value })}>
            {owners.map(({ id, name, container }) => (
              <Radio key={id} value={id} label={`${name} (${container.join(' › ')})`} />
            ))}
          </RadioGroup>
        </Field>
      ) : null}
      {(kind === 'pick' || kind === 'link') && candidates.length > 1 ? (
        <Field label={decide.candidate} required>
          <RadioGroup value={decision.target ?? ''} onChange={(_event, { value }) => onChange({ ...decision, target: value })}>
            {candidates.map(({ id, name }) => (
              <Radio key={id} value={id} label={name} />
            ))}
          </RadioGroup>
        </Field>
      ) : null}
      {roles === null ? null : (
        <Field label={roles === 'unknown' ? decide.rolesUnknown : decide.confirmRoles(roles)} required>
          <Input value={decision.confirm ?? ''} onChange={(_event, { value }) => onChange({ ...decision, confirm: value === '' ? null : value })} />
        </Field>
      )}
    </div>
  );
}
