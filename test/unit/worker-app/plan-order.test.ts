import fc from 'fast-check';
import { expect, test } from 'vitest';
import { orderOf } from '../../../electron/worker/app/desk/plan/order.ts';
import { buildIndex, pathOf } from '../../../electron/worker/app/desk/plan/plan-index.ts';
import { planned } from '../../support/planned.ts';

const name = fc.string({ unit: fc.constantFrom('a', 'B', 'ä', '1', '10', 'z'), minLength: 1, maxLength: 4 });

test('sorting is stable and the same as sorting the whole list at once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(name, { maxLength: 60 }), fc.boolean(), async (names, descending) => {
      const index = await buildIndex('plan', names.map((each, number) => planned(String(number), { dn: `CN=${each},DC=test` })));
      const collator = new Intl.Collator('en', { sensitivity: 'base', numeric: true });
      const wanted = names.map((_, position) => position).sort((left, right) => (descending ? -1 : 1) * collator.compare(names[left] ?? '', names[right] ?? ''));
      expect([...(await orderOf(index, { by: 'name', descending }))]).toEqual(wanted);
    }),
    { numRuns: 50 },
  );
});

test('containers read from the domain down', () => {
  expect(pathOf('OU=R\\,D,OU=People,DC=corp,DC=contoso,DC=com')).toEqual(['corp.contoso.com', 'People', 'R,D']);
  expect([pathOf('DC=contoso,DC=com'), pathOf('')]).toEqual([['contoso.com'], []]);
});
