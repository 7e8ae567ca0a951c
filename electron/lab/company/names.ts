/** Sites and the names people have there, each with its Latin spelling for account names. */
export type Site = { readonly name: string; readonly country: string; readonly countryName: string; readonly language: string; readonly street: string; readonly postalCode: string; readonly phone: string; readonly given: readonly string[]; readonly family: readonly string[] };

/** `native=latin`; without `=` diacritics are folded. In `given` and `family` alike. */
export const sites: readonly Site[] = [
  {
    name: 'Berlin', country: 'DE', countryName: 'Germany', language: 'de-DE', street: 'Friedrichstraße 68', postalCode: '10117', phone: '+49 30 5550',
    given: ['Lukas', 'Jürgen', 'Katja', 'Sabine', 'Jörg', 'Anke', 'Matthias', 'Heike', 'Björn', 'Ulrike'],
    family: ['Müller', 'Schäfer', 'Groß', 'Köhler', 'Weiß', 'Vogel', 'Brandt', 'Lehmann', 'von der Heide'],
  },
  {
    name: 'Madrid', country: 'ES', countryName: 'Spain', language: 'es-ES', street: 'Calle de Alcalá 42', postalCode: '28014', phone: '+34 91 5550',
    given: ['José María', 'Lucía', 'Íñigo', 'Begoña', 'Andrés', 'Inés', 'Raúl', 'Núria'],
    family: ['García López', 'Muñoz', 'Ibáñez', 'Peña', 'Ordóñez', 'Núñez', 'Castaño'],
  },
  {
    name: 'São Paulo', country: 'BR', countryName: 'Brazil', language: 'pt-BR', street: 'Avenida Paulista 1578', postalCode: '01310-200', phone: '+55 11 5550',
    given: ['João', 'Antônio', 'Conceição', 'Luísa', 'Thaís', 'Otávio'],
    family: ['Gonçalves', 'Araújo', 'Magalhães', 'Corrêa', 'Simões', 'Brandão'],
  },
  {
    name: 'Dublin', country: 'IE', countryName: 'Ireland', language: 'en-IE', street: '12 Molesworth Street', postalCode: 'D02 H7P0', phone: '+353 1 555',
    given: ['Siobhán', 'Pádraig', 'Niamh', 'Seán', 'Aoife', 'Eoin', 'Róisín'],
    family: ["O'Brien", 'Ní Dhomhnaill', "O'Sullivan", 'Byrne', 'Fitzgerald', 'MacNamara', 'Kelly'],
  },
  {
    name: 'Warsaw', country: 'PL', countryName: 'Poland', language: 'pl-PL', street: 'ul. Świętokrzyska 20', postalCode: '00-002', phone: '+48 22 555',
    given: ['Łukasz', 'Małgorzata', 'Paweł', 'Grażyna', 'Michał', 'Żaneta', 'Zdzisław'],
    family: ['Wiśniewski', 'Dąbrowska', 'Kozłowski', 'Wójcik', 'Zieliński', 'Ślusarczyk'],
  },
  {
    name: 'Kyiv', country: 'UA', countryName: 'Ukraine', language: 'uk-UA', street: 'вул. Хрещатик 22', postalCode: '01001', phone: '+380 44 555',
    given: ['Оксана=Oksana', 'Тарас=Taras', 'Юлія=Yuliia', 'Андрій=Andrii', 'Марія=Mariia'],
    family: ['Шевченко=Shevchenko', 'Коваленко=Kovalenko', 'Бондар=Bondar', 'Лисенко=Lysenko'],
  },
  {
    name: 'Tokyo', country: 'JP', countryName: 'Japan', language: 'ja-JP', street: '千代田区丸の内1-9-1', postalCode: '100-0005', phone: '+81 3 5550',
    given: ['陽菜=Hina', '大翔=Hiroto', '美咲=Misaki', '健一=Kenichi', '由美=Yumi', '翔太=Shota'],
    family: ['佐藤=Sato', '鈴木=Suzuki', '高橋=Takahashi', '渡辺=Watanabe', '伊藤=Ito'],
  },
  {
    name: 'Seattle', country: 'US', countryName: 'United States', language: 'en-US', street: '1420 5th Avenue', postalCode: '98101', phone: '+1 206 555 0',
    given: ['Amara', 'Jamal', 'Mary-Jane', 'DeShawn', 'Hannah', 'Minh', 'Priya', 'Zoë', 'Chloé'],
    family: ['Nguyễn', 'Smith-Jones', 'Ramírez', 'Patel', 'Washington', 'St. Clair', 'D’Angelo', 'Okafor'],
  },
];

const folded: Readonly<Record<string, string>> = { ß: 'ss', ø: 'o', Ø: 'O', ł: 'l', Ł: 'L', đ: 'd', Đ: 'D', æ: 'ae', Æ: 'Ae', œ: 'oe', ı: 'i', '’': "'" };

/** Text without diacritics; letters that do not decompose are replaced by name. */
export function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{Mn}/gu, '').replace(/[ßøØłŁđĐæÆœı’]/g, (letter) => folded[letter] ?? letter);
}

/** Native and Latin spelling of one entry of the lists. */
export function spellings(entry: string): { readonly native: string; readonly latin: string } {
  const [native = '', latin] = entry.split('=');
  return { native, latin: latin ?? fold(native) };
}

/** A Latin name as a part of an address: lower-case letters, digits, `-` and `'`. */
export function addressPart(latin: string): string {
  return latin.toLowerCase().replace(/[^a-z0-9'-]/g, '');
}
