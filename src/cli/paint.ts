/** Colours of the summary on a terminal. */
import pc from 'picocolors';
import type { Paint } from '../report/text.ts';

/** Colours by tone, or plain text. */
export function paintFor(hasColour: boolean): Paint {
  const { bold, cyan, dim, green, red } = pc.createColors(hasColour);
  const colours = { agrees: green, differs: red, measured: cyan, title: bold, faint: dim };
  return (text, tone) => colours[tone](text);
}
