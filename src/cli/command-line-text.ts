/** A command line as text that a shell reads back as the same words. */

/** Words joined by spaces, quoted where a shell would change them. */
export function commandLineText(words: readonly string[]): string {
  return words.map(quoted).join(' ');
}

function quoted(word: string): string {
  return /^[\w./:=@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
