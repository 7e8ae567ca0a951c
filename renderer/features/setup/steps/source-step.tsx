import { Button, Subtitle1 } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { draftSources, withAnotherSource, withoutSource } from '../../../../shared/draft-sources.ts';
import type { SetupDraft } from '../../../../shared/setup.ts';
import { setupStrings } from '../../../strings/setup.ts';
import { SourceForm } from '../parts/source-form.tsx';
import { SourceList } from '../parts/source-list.tsx';
import { changeDraft } from '../setup-store.ts';
import { reasonOfSource, shownTitle } from '../source-reason.ts';

const words = setupStrings.sources;

/** The first source that needs something, so that a setup goes on where it stopped. */
function firstOpen(draft: SetupDraft): number {
  return Math.max(0, draftSources(draft).findIndex((entry) => reasonOfSource(entry) !== null));
}

/** The directories that are synchronized: one form, and a list above it once there are several. */
export function SourceStep({ draft }: { readonly draft: SetupDraft }) {
  const [wanted, setWanted] = useState(() => firstOpen(draft));
  const sources = draftSources(draft);
  const shown = Math.min(wanted, sources.length - 1);
  const entry = sources[shown];
  const several = sources.length > 1;
  const add = (
    <Button
      appearance="subtle"
      icon={<AddRegular />}
      style={{ alignSelf: 'start' }}
      onClick={() => {
        changeDraft(withAnotherSource);
        setWanted(sources.length);
      }}
    >
      {words.add}
    </Button>
  );
  return (
    <>
      {several ? <SourceList draft={draft} shown={shown} onShow={setWanted} onRemove={(name) => { changeDraft((now) => withoutSource(now, name)); setWanted(0); }} /> : null}
      {several ? add : null}
      {several && entry !== undefined ? <Subtitle1 as="h2" style={{ margin: 0 }}>{shownTitle(entry)}</Subtitle1> : null}
      {entry === undefined ? null : <SourceForm key={`${shown} of ${sources.length}`} draftId={draft.id} entry={entry} />}
      {!several && draft.path === 'custom' ? add : null}
    </>
  );
}
