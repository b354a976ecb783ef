import { runInNewContext } from 'node:vm';

import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { escapeHtml, jsonForScript, markup, scriptForPage, trusted } from '../../src/report/markup.ts';

const SEED = { seed: 20_260_102 };

test('inserted text is escaped, markup is not, lists are joined and null leaves nothing', () => {
  const items = ['<i>', 2].map((item) => markup`<li>${item}</li>`);
  expect(markup`<ul title="${'"'}">${items}${null}</ul>`.text).toBe(
    '<ul title="&quot;"><li>&lt;i&gt;</li><li>2</li></ul>',
  );
});

test('escaped text holds no character of markup and means what it meant', () => {
  const meanings: [string, string][] = [
    ['&lt;', '<'],
    ['&gt;', '>'],
    ['&quot;', '"'],
    ['&#39;', "'"],
    ['&amp;', '&'],
  ];
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'<>&"\'a;#lt') }), (text) => {
      const escaped = escapeHtml(text);
      expect(escaped).not.toMatch(/[<>"']/);
      expect(meanings.reduce((read, [entity, sign]) => read.replaceAll(entity, sign), escaped)).toBe(text);
    }),
    SEED,
  );
});

test('JSON for a script element holds no opening bracket and reads back as it was', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom('</script>', '<!--', '<'), (value, end) => {
      const { text } = jsonForScript([value, end]);
      expect(text).not.toContain('<');
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify([value, end])));
    }),
    SEED,
  );
});

test('what JSON cannot express becomes null', () => {
  expect(jsonForScript(undefined).text).toBe('null');
});

test('a library with the end of a script element in its strings runs unchanged inside one', () => {
  const script = `/* </SCRIPT> */ const end = "</script>" + '<!--' + /<\\/script/.source; end`;
  const inPage = scriptForPage(`${script}\n//# sourceMappingURL=chart.js.map\n`);
  expect(inPage).not.toMatch(/<\/script|<!--|sourceMappingURL/i);
  expect(runInNewContext(inPage)).toBe(runInNewContext(script));
});

test('trusted text stands as it is', () => {
  expect(markup`${trusted('<hr>')}`.text).toBe('<hr>');
});
