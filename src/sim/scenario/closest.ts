/** The known name that a mistyped one most likely meant. */

/**
 * The candidate with the fewest edits (insert, delete, replace, swap of neighbours), the first one of equals;
 * undefined when even that one differs in more than a third of its letters (at least 2 edits are forgiven).
 */
export function closest(name: string, candidates: readonly string[]): string | undefined {
  let best: string | undefined;
  let fewest = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const edits = editDistance(name.toLowerCase(), candidate.toLowerCase());
    const editsMax = Math.max(2, Math.floor(candidate.length / 3));
    if (edits < fewest && edits <= editsMax && edits < candidate.length) {
      best = candidate;
      fewest = edits;
    }
  }
  return best;
}

/** ` (did you mean nodes?)`, or nothing. */
export function suggestion(name: unknown, candidates: readonly string[]): string {
  const meant = typeof name === 'string' ? closest(name, candidates) : undefined;
  return meant === undefined ? '' : ` (did you mean ${meant}?)`;
}

/** Optimal string alignment distance. Names are cut at 100 letters: a longer one is no slip of the finger. */
function editDistance(left: string, right: string): number {
  const source = left.slice(0, 100);
  const target = right.slice(0, 100);
  let beforeLast: number[] = [];
  let last = Array.from({ length: target.length + 1 }, (_, column) => column);
  for (let row = 1; row <= source.length; row++) {
    const current = [row];
    for (let column = 1; column <= target.length; column++) {
      const isSame = source[row - 1] === target[column - 1];
      let edits = Math.min(current[column - 1] + 1, last[column] + 1, last[column - 1] + (isSame ? 0 : 1));
      const isSwap =
        row > 1 &&
        column > 1 &&
        source[row - 1] === target[column - 2] &&
        source[row - 2] === target[column - 1];
      if (isSwap) edits = Math.min(edits, beforeLast[column - 2] + 1);
      current.push(edits);
    }
    beforeLast = last;
    last = current;
  }
  return last[target.length];
}
