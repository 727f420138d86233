/*
 * The difference of two texts, line by line. Knows no page.
 */

/* Beyond this many pairs of lines the middle is shown as taken away and put in, as a whole. */
const MOST = 4e6;

/** The lines of both texts: ["=", line] in both, ["-", line] before only, ["+", line] after only. */
export function difference(before, after) {
  const [old, now] = [before.split("\n"), after.split("\n")];
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start += 1;
  let end = 0;
  while (
    end < old.length - start &&
    end < now.length - start &&
    old[old.length - 1 - end] === now[now.length - 1 - end]
  ) {
    end += 1;
  }
  const same = (lines) => lines.map((line) => ["=", line]);
  return [
    ...same(old.slice(0, start)),
    ...middle(old.slice(start, old.length - end), now.slice(start, now.length - end)),
    ...same(old.slice(old.length - end)),
  ];
}

/* By the longest common subsequence. */
function middle(old, now) {
  const width = now.length + 1;
  const isSmall = old.length * now.length <= MOST;
  const longest = new Uint32Array(isSmall ? (old.length + 1) * width : 0);
  for (let i = old.length - 1; isSmall && i >= 0; i -= 1) {
    for (let j = now.length - 1; j >= 0; j -= 1) {
      const next = Math.max(longest[(i + 1) * width + j], longest[i * width + j + 1]);
      const isSame = old[i] === now[j];
      longest[i * width + j] = isSame ? longest[(i + 1) * width + j + 1] + 1 : next;
    }
  }
  const lines = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    if (isSmall && i < old.length && j < now.length && old[i] === now[j]) {
      lines.push(["=", old[i]]);
      [i, j] = [i + 1, j + 1];
    } else if (
      i < old.length &&
      (j === now.length || !isSmall || longest[(i + 1) * width + j] >= longest[i * width + j + 1])
    ) {
      lines.push(["-", old[i]]);
      i += 1;
    } else {
      lines.push(["+", now[j]]);
      j += 1;
    }
  }
  return lines;
}
