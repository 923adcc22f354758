import { parseApplyPatch } from './format/applyPatch.ts';
import { parseLazy, parseRewrite } from './format/rewrite.ts';
import { parseSearchReplace } from './format/searchReplace.ts';
import { parseUnifiedDiff } from './format/unifiedDiff.ts';
import { cleanPath, looksLikePath } from './paths.ts';
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
  const lines = withoutThinking(output.replace(/^\uFEFF/, '')).split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  return parsers[format]({ lines, ...files });
}

/** Models that think aloud do so before they answer; that is no part of the reply. */
function withoutThinking(output: string): string {
  return output.replace(/^\s*<think(?:ing)?>[\s\S]*?<\/think(?:ing)?>\s*/i, '');
}

/**
 * What may be the path of a file in a reply, in its clean form, each once. Which of them are files is not known
 * yet, so that a quoted word that only looks like one can be among them.
 */
export function pathsIn(format: ReplyFormat, output: string): string[] {
  const resolvePath = (written: string) =>
    looksLikePath(written) ? cleanPath(written) : undefined;
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
