import { Attribute, Change, Client } from 'ldapts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cloudId, startStage, type CommandLine, type Stage } from '../../support/samba-sync.ts';

/** Photos of a real domain controller. */

let stage: Stage;
let cli: CommandLine;
const dn = (name: string): string => `CN=${name},OU=Firm,${stage.dc.baseDn}`;
const jpeg = (fill: number, size: number): Buffer => Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(size, fill)]);
const photoOf = (login: string): Uint8Array | null => stage.tenant.photo(cloudId(stage.tenant, `${login}@contoso.com`));

async function setPhoto(login: string, photo: Buffer): Promise<void> {
  const client = new Client({ url: stage.dc.url, tlsOptions: { ca: [stage.dc.ca] }, strictDN: false });
  await client.bind(stage.dc.admin, stage.dc.password);
  await client.modify(dn(login), new Change({ operation: 'replace', modification: new Attribute({ type: 'thumbnailPhoto', values: [photo] }) }));
  await client.unbind();
}

beforeAll(async () => {
  stage = await startStage({
    address: '127.0.0.53',
    population: (base) => [`dn: OU=Firm,${base}\nobjectClass: organizationalUnit\n`, ...['ada', 'bo', 'cy'].map((login) => `dn: CN=${login},OU=Firm,${base}\nobjectClass: user\nsAMAccountName: ${login}\nuserPrincipalName: ${login}@contoso.com\ndisplayName: ${login}\nuserAccountControl: 544\n`)].join('\n'),
  });
  cli = await stage.profile('photos', { source: { containers: [{ dn: `OU=Firm,${stage.dc.baseDn}`, include: true }] }, rules: { photos: true } });
  await setPhoto('ada', jpeg(1, 90_000));
  await setPhoto('bo', Buffer.from('GIF89a'));
}, 600_000);
afterAll(async () => { await stage?.stop(); });

test('the picture arrives byte by byte, after its user; one that is no JPEG is an error of this photo', async () => {
  const { code, document } = await cli.document('sync');
  expect([code, document.run.outcome]).toEqual([3, 'completedWithErrors']);
  expect(document.export.failed.map(({ dn: failed, code: why }) => [failed, why])).toEqual([[dn('bo'), 'photoFormat']]);
  expect(Buffer.from(photoOf('ada') ?? []).equals(jpeg(1, 90_000))).toBe(true);
  expect([photoOf('bo'), photoOf('cy')]).toEqual([null, null]);
});

test('an unchanged photo costs no request; a changed one is written alone', async () => {
  await setPhoto('bo', jpeg(2, 500));
  expect((await cli.document('sync')).document.export.failed).toEqual([]);
  expect(photoOf('bo')?.length).toBe(504);
  stage.tenant.resetLog();
  const { code, document } = await cli.document('sync');
  expect([code, document.plan.changes, stage.tenant.writes()]).toEqual([0, [], 0]);
  await setPhoto('ada', jpeg(3, 700));
  const changed = await cli.document('sync');
  expect(changed.document.plan.changes.map(({ action, attributes }) => [action, attributes.map(({ name }) => name)])).toEqual([['update', ['photo']]]);
  expect([stage.tenant.writes(), photoOf('ada')?.length]).toEqual([1, 704]);
});
