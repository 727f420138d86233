/*
 * The difference of two texts, line by line. Knows no page.
 */

/* Beyond so many pairs of lines a text is taken away and put in as a whole. */
const MOST = 4e6;

/** The lines of both texts: [" ", line] in both, ["-", line] before only, ["+", line] after only. */
export function difference(before, after) {
  const [old, now] = [before, after].map((text) => (text === "" ? [] : text.split("\n")));
  const isLarge = old.length * now.length > MOST;
  const longest = isLarge ? () => 0 : longestCommon(old, now);
  const lines = [];
  for (let [i, j] = [0, 0]; i < old.length || j < now.length; ) {
    if (!isLarge && i < old.length && old[i] === now[j]) {
      lines.push([" ", old[i]]);
      [i, j] = [i + 1, j + 1];
    } else if (i < old.length && (j === now.length || longest(i + 1, j) >= longest(i, j + 1))) {
      lines.push(["-", old[i]]);
      i += 1;
    } else {
      lines.push(["+", now[j]]);
      j += 1;
    }
  }
  return lines;
}

/* How many lines the rests of both texts have in common, by where the rests begin. */
function longestCommon(old, now) {
  const width = now.length + 1;
  const lengths = new Uint32Array((old.length + 1) * width);
  const longest = (i, j) => lengths[i * width + j];
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = now.length - 1; j >= 0; j -= 1) {
      const isSame = old[i] === now[j];
      lengths[i * width + j] = isSame
        ? longest(i + 1, j + 1) + 1
        : Math.max(longest(i + 1, j), longest(i, j + 1));
    }
  }
  return longest;
}
