import { type AppliedReply, type ApplyOptions, type PathMeaning, refusal } from './appliedReply.ts';
import { pathsOf, readReply } from './readReply.ts';
import type { ReplyFormat } from './reply.ts';
import { ReplyWorkspace } from './replyWorkspace.ts';

/**
 * Turns a model's reply into new texts. Pure: `files` is one version of the workspace's files, all
 * hunks refer to it, and what cannot be placed with certainty is refused with a reason.
 * With a single file, a missing or unknown path means that file.
 */
export function applyReply(
  format: ReplyFormat,
  files: ReadonlyMap<string, string>,
  output: string,
  options: ApplyOptions = {},
): AppliedReply {
  const workspace = new ReplyWorkspace(files, options);
  const parsed = readReply(format, output, workspace.input());
  workspace.isSole = files.size === 1 && (!options.paths || pathsOf(parsed.requests).length <= 1);
  if (parsed.problem !== undefined) return refusal(parsed.problem, parsed.warnings);
  for (const request of workspace.joined(parsed.requests)) workspace.apply(request);
  return workspace.result(parsed.warnings);
}

/** What paths mean in an answer about one file alone: the others that it brings up again have what it says. */
export function onlyOf(
  path: string,
  paths: ReadonlyMap<string, PathMeaning>,
): ReadonlyMap<string, PathMeaning> {
  const other = { refused: `Only ${path} was asked about again.` };
  return new Map(
    [...paths].map(([name, meaning]) => {
      const isIt = 'file' in meaning && meaning.file === path;
      return [name, isIt ? meaning : other] as const;
    }),
  );
}
