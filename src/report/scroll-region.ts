/** A table that is wider than a narrow screen scrolls in a frame of its own, by keyboard too. */

import { type Markup, markup } from './markup.ts';

/** Frames `content` so that it, and not the page, scrolls sideways; `label` names the frame. */
export function scrollRegion(label: string, content: Markup): Markup {
  return markup`<div class="scroll" tabindex="0" role="region" aria-label="${label}">${content}</div>`;
}
