import { parseApplyPatch } from './format/applyPatch.ts';
import { parseLazy, parseRewrite } from './format/rewrite.ts';
import { parseSearchReplace } from './format/searchReplace.ts';
import { parseUnifiedDiff } from './format/unifiedDiff.ts';
import { cleanPath, listedPath, looksLikePath } from './paths.ts';
import { plainReply } from './plainReply.ts';
import type { FileRequest, ParsedReply, ReplyFormat, ReplyInput } from './reply.ts';
import { replyFormat } from './replyFormat.ts';

type Parser = (input: ReplyInput) => ParsedReply;

const parsers: Readonly<Record<ReplyFormat, Parser>> = {
  search_replace: parseSearchReplace,
  apply_patch: parseApplyPatch,
  unified_diff: parseUnifiedDiff,
  rewrite: parseRewrite,
  lazy: parseLazy,
};

/** Reads a reply that was asked for in a format, in the one it is written in; which files there are says the caller. */
export function readReply(
  format: ReplyFormat,
  output: string,
  files: Pick<ReplyInput, 'resolvePath' | 'textOf'>,
): ParsedReply {
  const own = files.textOf(undefined).join('\n');
  const said = plainReply(output, own);
  const lines = said.split(/\r?\n|\r$/);
  if (lines.at(-1) === '') lines.pop();
  const read = (as: ReplyFormat) =>
    parsers[as]({ lines: /patch|diff/.test(as) ? undented(lines) : lines, ...files });
  const written = replyFormat(said);
  const isOther = written !== 'lazy' && written !== format && replyFormat(own) !== written;
  // Whole files could hold anything; that a patch holds none of its own kind, only reading it tells.
  if (isOther && own !== '' && (format === 'rewrite' || format === 'lazy')) return read(written);
  const parsed = read(format);
  return isOther && parsed.problem !== undefined ? read(written) : parsed;
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
