import { Body1, Button, Card, makeStyles, Subtitle2, tokens } from '@fluentui/react-components';
import { ShieldErrorRegular } from '@fluentui/react-icons';
import type { ShownCertificate } from '../../../../shared/ipc/setup.ts';
import { CopyCommand } from '../../../components/copy-command.tsx';
import { absoluteTime } from '../../../components/relative-time.ts';
import { setupStrings } from '../../../strings/setup.ts';

const { certificate: words } = setupStrings;

const useStyles = makeStyles({
  head: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS, color: tokens.colorPaletteMarigoldForeground2 },
  facts: { display: 'grid', gridTemplateColumns: 'max-content minmax(0, 1fr)', columnGap: tokens.spacingHorizontalL, rowGap: tokens.spacingVerticalXS, margin: 0 },
  name: { color: tokens.colorNeutralForeground2 },
  value: { margin: 0, overflowWrap: 'anywhere' },
  fingerprint: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200 },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

/** A certificate to compare before trusting it. There is no "ignore". */
export function CertificateCard({ certificate, onPin, onChooseCa, onBack }: { readonly certificate: ShownCertificate; readonly onPin: () => void; readonly onChooseCa: () => void; readonly onBack: () => void }) {
  const styles = useStyles();
  const rows: readonly (readonly [string, string])[] = [
    [words.subject, certificate.subject || '–'],
    [words.issuer, certificate.issuer || '–'],
    [words.names, certificate.names.join(', ') || '–'],
    [words.valid, `${absoluteTime(certificate.validFrom)} – ${absoluteTime(certificate.validTo)}`],
  ];
  return (
    <Card role="group" aria-label={words.title}>
      <div className={styles.head}>
        <ShieldErrorRegular fontSize={24} aria-hidden />
        <Subtitle2 as="h2">{words.title}</Subtitle2>
      </div>
      {certificate.distrust === null ? null : <Body1>{certificate.distrust.replace(/ \(subject .*$/, '.')}</Body1>}
      <dl className={styles.facts}>
        {rows.map(([name, value]) => (
          <div key={name} style={{ display: 'contents' }}>
            <dt className={styles.name}>{name}</dt>
            <dd className={styles.value}>{value}</dd>
          </div>
        ))}
        <dt className={styles.name}>{words.fingerprint}</dt>
        <dd className={`${styles.value} ${styles.fingerprint}`}>{certificate.fingerprint}</dd>
      </dl>
      <Body1>{words.compare}</Body1>
      <CopyCommand text={words.command} />
      <div className={styles.actions}>
        <Button appearance="primary" onClick={onPin}>
          {words.pin}
        </Button>
        <Button onClick={onChooseCa}>{words.chooseCa}</Button>
        <Button appearance="subtle" onClick={onBack}>
          {words.goBack}
        </Button>
      </div>
    </Card>
  );
}
