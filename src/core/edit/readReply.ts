import { parseApplyPatch } from './format/applyPatch.ts';
import { parseLazy, parseRewrite } from './format/rewrite.ts';
import { parseSearchReplace } from './format/searchReplace.ts';
import { parseUnifiedDiff } from './format/unifiedDiff.ts';
import { cleanPath, listedPath, looksLikePath } from './paths.ts';
import type { FileRequest, ParsedReply, ReplyFormat, ReplyInput } from './reply.ts';

type Parser = (input: ReplyInput) => ParsedReply;

const parsers: Readonly<Record<ReplyFormat, Parser>> = {
  search_replace: parseSearchReplace,
  apply_patch: parseApplyPatch,
  unified_diff: parseUnifiedDiff,
  rewrite: parseRewrite,
  lazy: parseLazy,
};

/** Reads a reply; which files there are says the caller. */
export function readReply(
  format: ReplyFormat,
  output: string,
  files: Pick<ReplyInput, 'resolvePath' | 'textOf'>,
): ParsedReply {
  const said = withoutThinking(output.replace(/^\uFEFF/, '')).split(/\r?\n|\r$/);
  if (said.at(-1) === '') said.pop();
  const isPatch = format === 'apply_patch' || format === 'unified_diff';
  return parsers[format]({ lines: isPatch ? undented(said) : said, ...files });
}

/** Models that think aloud do so before they answer; that is no part of the reply. */
function withoutThinking(output: string): string {
  return output.replace(/^\s*<think(?:ing)?>[\s\S]*?<\/think(?:ing)?>\s*/i, '');
}

const patchHead = /^(\s*)(?:\*{3} |--- |@@)/;

/** A patch in an item of a list, or set apart like a quotation, is as deep as its heads are: that is no part of its lines. */
function undented(lines: readonly string[]): readonly string[] {
  const depths = lines.flatMap(line => patchHead.exec(line)?.[1] ?? []);
  const [pad = ''] = depths;
  if (pad === '' || depths.some(depth => depth !== pad)) return lines;
  return lines.map(line => (line.startsWith(pad) ? line.slice(pad.length) : line));
}

/**
 * What may be the path of a file in a reply, in its clean form, each once. Which of them are files is not known
 * yet, so that a quoted word that only looks like one can be among them.
 */
export function pathsIn(format: ReplyFormat, output: string): string[] {
  const resolvePath = (written: string) =>
    [cleanPath(written), listedPath(written)].find(looksLikePath);
  const { requests } = readReply(format, output, { resolvePath, textOf: () => [] });
  return [...new Set(pathsOf(requests).map(cleanPath))];
}

/** The paths that requests name, as written, each once. */
export function pathsOf(requests: readonly FileRequest[]): string[] {
  const paths = requests.flatMap(request =>
    request.kind === 'update' ? [request.path, request.moveTo] : [request.path],
  );
  return [...new Set(paths.filter(path => path !== undefined))];
}
