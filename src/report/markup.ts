/** Safe HTML: a tagged template that escapes whatever it is given, so that data can never become markup. */

/** Text that is already HTML. Made only by {@link markup} and {@link trusted}. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What a template may hold: text and numbers are escaped, lists are joined, `null` leaves nothing. */
export type Part = string | number | null | Markup | readonly Part[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Escapes text for element content and for quoted attributes alike. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character]);
}

/**
 * The tag of a template: literal parts stand as written, inserted parts are escaped.
 * @example markup`<b>${'<i>'}</b>`.text === '<b>&lt;i&gt;</b>'
 */
export function markup(literals: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return new Markup(
    literals.map((literal, index) => (index === 0 ? literal : render(parts[index - 1]) + literal)).join(''),
  );
}

/** Takes `text` as HTML without escaping. Only for text written in this folder, never for data. */
export const trusted = (text: string): Markup => new Markup(text);

/** JSON that may stand inside a script element: no `<` is left, so nothing in it can end the element. */
export function jsonForScript(value: unknown): Markup {
  return trusted((JSON.stringify(value) ?? 'null').replaceAll('<', String.raw`\u003c`));
}

/**
 * A script that may stand inside a script element. The sequences that end or disturb the element can only
 * occur in strings, patterns and comments, where a backslash more changes nothing. The pointer to a source
 * map goes: it would make developer tools ask for a file.
 */
export function scriptForPage(script: string): string {
  return script
    .replace(/^\/\/[#@] sourceMappingURL=.*$/gm, '')
    .replace(/<(?=\/script|!--)/gi, '<\\')
    .trim();
}

function render(part: Part): string {
  if (part === null) return '';
  if (part instanceof Markup) return part.text;
  if (typeof part === 'string') return escapeHtml(part);
  if (typeof part === 'number') return String(part);
  return part.map(render).join('');
}
