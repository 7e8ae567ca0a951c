import { person, personDn, type Scenario } from '../../support/scenario.ts';

const jpeg = (text: string): Buffer => Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from(text), Buffer.from([0xff, 0xd9])]);
const gif = Buffer.from('GIF89a, which Graph does not take');
const photos = { rules: { photos: true } };

export const scenario: Scenario = {
  proves: 'photos are off by default; chosen, thumbnailPhoto is written after the user, once for each picture; a refused one is an error of this photo only; a user without one keeps what Entra has (issue 4, point 3; decision 0005)',
  ad: [person('Kate Baker', { thumbnailPhoto: jpeg('Kate') }), person('Adam Ash', { thumbnailPhoto: gif }), person('No Photo')],
  steps: async (stage) => {
    const { directory, tenant } = stage.lab;
    const shown = (name: string): string => Buffer.from(tenant.photo(stage.idOf(`${name}@contoso.com`)) ?? Buffer.from('none')).toString('latin1').replaceAll(/[^\x20-\x7e]/g, '.');
    await stage.sync();
    stage.configure('rules.photos', photos);
    await stage.sync();
    stage.tell(`The tenant shows of Kate: ${shown('kate.baker')}; of Adam: ${shown('adam.ash')}.`, () => undefined);
    await stage.sync();
    stage.tell('AD: Adam gets a JPEG and a title, Kate another picture and No Photo a first one; a new user comes with one.', () => {
      directory.modify(personDn('Adam Ash'), { thumbnailPhoto: jpeg('Adam'), title: 'Clerk' });
      directory.modify(personDn('Kate Baker'), { thumbnailPhoto: jpeg('Kate at the sea') });
      directory.modify(personDn('No Photo'), { thumbnailPhoto: jpeg('First') });
      const { dn, attributes } = person('New Hire', { thumbnailPhoto: jpeg('New') });
      directory.add(dn, attributes);
    });
    await stage.sync();
    stage.tell(`The tenant shows of Kate: ${shown('kate.baker')}; of Adam: ${shown('adam.ash')}; of New Hire: ${shown('new.hire')}.`, () => undefined);
    stage.tell('AD: Kate has no picture any more.', () => directory.modify(personDn('Kate Baker'), { thumbnailPhoto: null }));
    await stage.sync();
    stage.tell(`The tenant shows of Kate: ${shown('kate.baker')}.`, () => undefined);
  },
};
