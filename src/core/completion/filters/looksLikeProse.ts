/** How answers of chat models begin when they talk instead of coding. */
const openings =
  /^(?:sure|certainly|of course|okay|ok|absolutely|great|here(?:'|’)?s|here is|here are|here you go|below is|the (?:completed|complete|missing|following|corrected|updated|code|final|above|function|result|answer|full|rest)|to (?:complete|fill|finish|fix|implement)|i(?:'ll|’ll| will| have|'ve|’ve| would| think| can| cannot| can't|'m|’m| am)|let me|let's|let’s|this (?:code|function|method|class|implementation|completes|will|snippet|is|line|block|should)|note(?: that|:)|explanation|in this|you can|it looks|based on|we (?:need|can|should|will)|as an ai|unfortunately|sorry|hope this|please note)(?![\w(=.[])/i;

const label =
  /^(?:(?:sure|certainly|of course|okay|absolutely)[!.,:]?|(?:explanation|answer|output|completion|code|note)(?::|:?\*\*:?))$/i;

/** True for a line that is a sentence of an answer rather than code. */
export function looksLikeProse(line: string): boolean {
  const text = line.trim().replace(/^(?:\*\*|##+ |[-*] |> )/, '');
  if (label.test(text)) return true;
  if (!openings.test(text)) return false;
  const words = text.split(/\s+/);
  // Code has brackets with operators, ends with ; or {, or assigns; sentences end with punctuation of their own.
  if (/[;{}]$|[^<>=!:]=[^=>]|:=|\)\s*[{;]$/.test(text)) return false;
  const isSpoken = words.filter(word => /\p{L}/u.test(word)).length >= words.length * 0.75;
  return isSpoken && (/[.!:,?…]$|\*\*$/.test(text) || words.length >= 5);
}
