import { makeStyles, Subtitle2, tokens } from '@fluentui/react-components';
import { ServerRegular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import type { Configuration } from '../../../shared/ipc/configuration.ts';
import type { DirectoryOf } from '../../../shared/ipc/directory.ts';

type Choice = Pick<Configuration, 'containers' | 'pilotGroup'>;
type PartSource = { readonly of: DirectoryOf; readonly title: string };
type Slot = PartSource & Choice & { readonly several: boolean; readonly first: boolean; readonly last: boolean; readonly change: (change: Partial<Choice>) => void };

const useStyles = makeStyles({
  all: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXXL },
  one: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, minWidth: 0 },
  head: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS, margin: 0 },
});

/** The directories of a configuration, by precedence. */
export function partSources(of: DirectoryOf, { title, further }: Configuration): readonly PartSource[] {
  return [{ of, title }, ...further.map((each) => ({ of: { ...of, source: each.name }, title: each.title }))];
}

/** An editor that speaks of one directory, once for each source. With one source nothing is around it. */
export function ForEachSource({ of, value, onChange, children }: { readonly of: DirectoryOf; readonly value: Configuration; readonly onChange: (change: Partial<Configuration>) => void; readonly children: (slot: Slot) => ReactNode }) {
  const styles = useStyles();
  const { containers, pilotGroup, further } = value;
  const places = partSources(of, value);
  const slots = places.map((place, index): Slot => {
    const own = further[index - 1];
    return {
      ...place,
      containers: own?.containers ?? containers,
      pilotGroup: own === undefined ? pilotGroup : own.pilotGroup,
      several: places.length > 1,
      first: index === 0,
      last: index === places.length - 1,
      change: (change) => onChange(own === undefined ? change : { further: further.map((each) => (each.name === own.name ? { ...each, ...change } : each)) }),
    };
  });
  const [only] = slots;
  if (only !== undefined && slots.length === 1) return children(only);
  return (
    <div className={styles.all}>
      {slots.map((slot) => (
        <section key={slot.of.source ?? ''} className={styles.one} aria-label={slot.title}>
          <Subtitle2 as="h2" className={styles.head}><ServerRegular aria-hidden /> {slot.title}</Subtitle2>
          {children(slot)}
        </section>
      ))}
    </div>
  );
}
