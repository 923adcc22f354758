import { searchReplaceBlock } from './format/searchReplaceBlock.ts';
import { replyFormat } from './replyFormat.ts';

/** What models call the parts of an edit, in JSON or as tags. */
const names = {
  path: /^(?:(?:file|target)?_?(?:path|name)|file)$/i,
  before: /^(?:search|find|before|original|old_?(?:str|string|text|code)?)$/i,
  after: /^(?:replace(?:ment)?|after|updated|new_?(?:str|string|text|code)?)$/i,
  code: /^(?:\w*_?(?:code|content)|text|result)$/i,
};

const tagged =
  /<(search|find|before|original|old_\w+)>\n?([\s\S]*?)\n?<\/\1>\s*<(replace\w*|after|updated|new_\w+)>\n?([\s\S]*?)\n?<\/\3>/gi;

/**
 * A reply without what is wrapped around it: what the model thought aloud, marks of a quotation, JSON, tags. What
 * the file has itself (`text`) is never taken for a wrapping.
 */
export function plainReply(output: string, text = ''): string {
  const said = withBlanks(unquoted(withoutThinking(output.replace(/^\uFEFF/, ''), text)), text);
  return fromJson(said, text) ?? (isPatch(said) ? said : (fromTags(said, text) ?? said));
}

function isPatch(said: string): boolean {
  return replyFormat(said) !== 'lazy';
}

/** Models that think aloud do so before they answer; one that does not come to an end has not answered. */
function withoutThinking(output: string, text: string): string {
  const said = output.replace(/^\s*<think(?:ing)?>[\s\S]*?(?:<\/think(?:ing)?>\s*|$)/i, '');
  const end = /^<\/think(?:ing)?>\s*$/im.exec(said);
  return end && !text.includes(end[0].trim()) ? said.slice(end.index + end[0].length) : said;
}

/** An answer that is quoted as in a mail: the quoted starts of its fences or patches tell. */
function unquoted(said: string): string {
  return /^> (?:`{3}|~{3}|<{5}|\*{3} |--- |@@)/m.test(said) ? said.replace(/^> ?/gm, '') : said;
}

/** Code that is indented with blanks that do not break a line, or has characters without width there, has plain ones. */
function withBlanks(said: string, text: string): string {
  if (/^\s*[\u00A0\u200B\u2060]/m.test(text)) return said;
  return said.replace(/^[-+]?[^\S\n]*[\u00A0\u200B\u2060][^\S\n]*/gm, indent =>
    indent.replace(/[\u200B\u2060]/g, '').replaceAll('\u00A0', ' '),
  );
}

/** What an answer in JSON says, alone or in the only code block; not for a file that is JSON, or shows such blocks. */
function fromJson(said: string, text: string): string | undefined {
  if (/^\s*[{[]/.test(text)) return undefined;
  const [, block = '', ...more] = said.split(/^ *```\w*$/m);
  const fenced = more.length === 1 && !/^ *```/m.test(text) && !isPatch(said) ? block : '';
  const escaped = said.includes('\n') ? '' : `"${said}"`;
  for (const json of [said, fenced, escaped]) {
    if (!/^\s*[{["]/.test(json)) continue;
    try {
      return readValue(JSON.parse(mended(json)), '') || undefined;
    } catch {
      // Not JSON.
    }
  }
  return undefined;
}

/** JSON without commas before closing brackets, and without bare line ends and tabs in its strings. */
function mended(json: string): string {
  return json.replace(/("(?:[^"\\]|\\.)*")|,(?=\s*[\]}])/gs, (_, string = '') =>
    string.replaceAll('\n', '\\n').replaceAll('\t', '\\t'),
  );
}

/** The edits that a value holds, with the path that stands beside or above them; empty where there are none. */
function readValue(value: unknown, above: string): string {
  if (typeof value === 'string') return isPatch(value) ? value : '';
  const entries = Object.entries(value ?? {});
  const named = (name: RegExp): string | undefined =>
    entries.find(([key, each]) => name.test(key) && typeof each === 'string')?.[1];
  const path = named(names.path) ?? above;
  const [before, after, code] = [named(names.before), named(names.after), named(names.code)];
  if (before !== undefined && after !== undefined) return asBlock(path, before, after);
  const inner = entries.map(([, each]) => readValue(each, path)).filter(each => each !== '');
  if (inner.length > 0 || !code?.includes('\n')) return inner.join('\n');
  const fence = '`'.repeat(9);
  return `${path}\n${fence}\n${code.replace(/\n$/, '')}\n${fence}`;
}

function fromTags(said: string, text: string): string | undefined {
  const plain = said.replace(/<parameter name="(\w+)">([\s\S]*?)<\/parameter>/g, '<$1>$2</$1>');
  const pairs = [...plain.matchAll(tagged)].filter(([, tag]) => !text.includes(`<${tag}>`));
  const blocks = pairs.map(({ index, 2: before, 4: after }) => {
    const paths = plain.slice(0, index).matchAll(/<\w*(?:path|name|file)>\s*(\S+?)\s*<\//gi);
    return asBlock([...paths].at(-1)?.[1] ?? '', before!, after!);
  });
  return blocks.join('\n') || undefined;
}

function asBlock(path: string, before: string, after: string): string {
  // A line end after both is that of the last line.
  const end = before.endsWith('\n') && after.endsWith('\n') ? -1 : undefined;
  const [old, next] = [before, after].map(said =>
    said === ''
      ? []
      : said
          .slice(0, end)
          .replace(/^([<=>])(?=\1{6})/gm, '\\$1')
          .split('\n'),
  );
  return `${path}\n${searchReplaceBlock(old!, next!)}`;
}
