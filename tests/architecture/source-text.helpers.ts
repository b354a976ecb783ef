/** Reading TypeScript without a parser: which characters of a text are code. */

const COMMENT = /\/\/[^\n]*|\/\*[\s\S]*?\*\//y;
const STRING = /'(?:[^'\\\n]|\\[\s\S])*'|"(?:[^"\\\n]|\\[\s\S])*"/y;
const REGULAR_EXPRESSION = /\/(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y;
const WORD_OR_SPACE = /[\w$]+|\s+/y;
const TEMPLATE_TEXT = /(?:[^`\\$]|\\[\s\S]|\$(?!\{))*/y;
/** After one of these a slash begins a regular expression; after anything else it divides. */
const BEFORE_EXPRESSION =
  /(?:^|[([{,;=:!&|?+\-*%<>~^}]|\b(?:return|typeof|case|in|of|do|else|void|yield|throw))\s*$/;

/**
 * The text with comments, regular expressions and the contents of strings and templates blanked out; code
 * inside
 * `${…}` stays. Every character keeps its place, so an index into the result is an index into the text.
 */
export function maskSource(text: string): string {
  /** For each open `${`, how many braces were open inside the one before it. */
  const substitutions: number[] = [];
  let braces = 0;
  let inTemplate = false;
  let masked = '';
  while (masked.length < text.length) {
    if (inTemplate) {
      masked += blank(matchAt(TEMPLATE_TEXT, text, masked.length) ?? '');
      inTemplate = false;
      if (text.startsWith('${', masked.length)) {
        masked += '${';
        substitutions.push(braces);
        braces = 0;
      } else {
        masked += text.slice(masked.length, masked.length + 1);
      }
      continue;
    }
    const token = nextToken(text, masked);
    masked += token.masked;
    if (token.masked === '`') inTemplate = true;
    else if (token.masked === '{') braces += 1;
    else if (token.masked === '}' && (braces > 0 || substitutions.length === 0)) braces -= 1;
    else if (token.masked === '}') {
      braces = substitutions.pop() ?? 0;
      inTemplate = true;
    }
  }
  return masked;
}

/** The line, counted from 1, of the character at `index`. */
export function lineAt(text: string, index: number): number {
  return text.slice(0, index).split('\n').length;
}

function nextToken(text: string, before: string): { readonly masked: string } {
  const position = before.length;
  const comment = matchAt(COMMENT, text, position);
  if (comment !== null) return { masked: blank(comment) };
  const string = matchAt(STRING, text, position);
  if (string !== null) return { masked: string[0] + blank(string.slice(1, -1)) + string[0] };
  if (text[position] === '/' && BEFORE_EXPRESSION.test(before.slice(-200))) {
    const expression = matchAt(REGULAR_EXPRESSION, text, position);
    if (expression !== null) return { masked: blank(expression) };
  }
  return { masked: matchAt(WORD_OR_SPACE, text, position) ?? text.charAt(position) };
}

function matchAt(pattern: RegExp, text: string, position: number): string | null {
  pattern.lastIndex = position;
  return pattern.exec(text)?.[0] ?? null;
}

const blank = (text: string): string => text.replace(/[^\n]/g, ' ');
