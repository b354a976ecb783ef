/**
 * The rows of the scenario's reference: keys from the JSON Schema, accepted values in the reader's own words, defaults
 * from a scenario that says nothing, and what each key is from `reference-fields.json`.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './checkout.mjs';

const ABOUT = JSON.parse(readFileSync(join(root, 'scripts/reference-fields.json'), 'utf8'));
/** Keys that a scenario may hold and nothing reads, as the reader's notes tell. */
const UNREAD = /^(slashing\.(theft|fork)|sweep|bounds)/;
/** A value that no field accepts. */
const NOTHING = Symbol('nothing');
const SHOWN_LENGTH_MAX = 60;
const LONG_DEFAULT = '[see profiles](profiles.md)';

/** [key, accepted, default, about] of every key; throws when a key has no text, or a text no key. */
export function scenarioRows({ schema, parser, resolved }) {
  const keys = keysOf(schema, '');
  const unknown = Object.keys(ABOUT).filter((key) => !keys.includes(key));
  if (unknown.length > 0)
    throw new Error(`reference-fields.json names what is no key: ${unknown.join(', ')}`);
  return keys.map((key) => {
    const about = ABOUT[key];
    if (about === undefined) throw new Error(`reference-fields.json says nothing about ${key}`);
    const unread = UNREAD.test(key) ? ' Nothing in this version reads it.' : '';
    return [`\`${key}\``, acceptedAt(parser, key), defaultAt(resolved, key), about + unread];
  });
}

/** Dotted keys that a table is made for: the described ones, else the innermost. */
function keysOf(schema, path) {
  if (Object.hasOwn(ABOUT, path)) return [path];
  if (schema.type === 'array' && schema.items?.properties) return keysOf(schema.items, `${path}[]`);
  if (schema.properties === undefined) return [path];
  return Object.entries(schema.properties).flatMap(([name, inner]) =>
    keysOf(inner, path === '' ? name : `${path}.${name}`),
  );
}

/** What the reader says that it would accept, when it finds something else at the key. */
function acceptedAt(parser, key) {
  const steps = key.replaceAll('[]', '.0').split('.');
  const value = steps
    .toReversed()
    .reduce((inner, step) => (step === '0' ? [inner] : { [step]: inner }), NOTHING);
  const { error } = parser.safeParse(key === 'version' ? value : { version: 1, ...value });
  const issue = error.issues.find(({ path }) => path.join('.') === steps.join('.'));
  if (issue === undefined) throw new Error(`the reader accepts anything at ${key}`);
  return issue.message;
}

function defaultAt(resolved, key) {
  if (key === 'metrics') return 'all';
  let value = resolved;
  for (const step of key.split('.')) value = value?.[step];
  if (value === undefined) return '';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > SHOWN_LENGTH_MAX ? LONG_DEFAULT : text;
}
