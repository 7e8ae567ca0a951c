/** What is used of sax 1.6, which brings no types. Lines and columns count from 0. */
declare module 'sax' {
  type SaxParser = {
    line: number;
    column: number;
    onerror: (error: Error) => void;
    ondoctype: (text: string) => void;
    onopentag: (tag: { readonly name: string; readonly attributes: Readonly<Record<string, string>> }) => void;
    onclosetag: (name: string) => void;
    ontext: (text: string) => void;
    oncdata: (text: string) => void;
    write: (text: string) => SaxParser;
    close: () => SaxParser;
  };
  const sax: { readonly parser: (strict: boolean) => SaxParser };
  export = sax;
}
