import { describe, expect, it } from 'vitest';
import { lineAt, maskSource } from './source-text.helpers.ts';

describe('the mask over a source text', () => {
  it('blanks comments and keeps the lines', () => {
    expect(maskSource('a // Date\nb /* Date\nDate */ c')).toBe('a        \nb        \n        c');
  });

  it('blanks the contents of strings and keeps their quotes', () => {
    expect(maskSource(`x('Da\\'te', "Date")`)).toBe(`x('      ', "    ")`);
  });

  it('blanks the text of templates and keeps the code inside them', () => {
    const source = '`Date ${now({ a: `Date ${inner}` })} Date` + Date';
    expect(maskSource(source)).toBe('`     ${now({ a: `     ${inner}` })}     ` + Date');
  });

  it('tells a regular expression from a division', () => {
    expect(maskSource('a = /Date[/]`/g; b = c / Date / d')).toBe(`a = ${' '.repeat(11)}; b = c / Date / d`);
    expect(maskSource("f(/'/); g('x')")).toBe("f(   ); g(' ')");
  });

  it('keeps every character in its place', () => {
    const source = "/** Ω’s */ const a = `${b}`; // 'end\nlet c = '\\n';";
    expect(maskSource(source)).toHaveLength(source.length);
    expect(maskSource(source).indexOf('let')).toBe(source.indexOf('let'));
  });
});

describe('the line of an index', () => {
  it('counts from one', () => {
    expect(['a\nb\nc'].map((text) => [lineAt(text, 0), lineAt(text, 2), lineAt(text, 4)])).toEqual([
      [1, 2, 3],
    ]);
  });
});
