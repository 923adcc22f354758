/** Something that a review of code found. Lines are 0-based. */
export interface Finding {
  readonly line: number;
  readonly severity: 'error' | 'warning' | 'info';
  readonly message: string;
}

const severities: Readonly<Record<string, Finding['severity']>> = {
  error: 'error',
  bug: 'error',
  critical: 'error',
  warning: 'warning',
  info: 'info',
  hint: 'info',
  note: 'info',
};

/** `12: warning: text`, with the bullets, ranges and emphasis that models put around it. */
const finding =
  /^[\s*•-]*(?:\*\*|`)?(?:lines?|L)?\s*(\d+)(?:\s*[-–,]\s*\d+)?(?:\*\*|`)?\s*[:|)]\s*(?:\*\*|\[|`)?([A-Za-z]+)(?:\*\*|\]|`)?\s*[:|-]\s*(.+)$/i;

/** Reads the findings of a review; lines outside the reviewed ones and unknown severities are left out. */
export function readFindings(
  reply: string,
  range: { readonly start: number; readonly endExclusive: number },
): Finding[] {
  const found = reply.split(/\r?\n/).flatMap((text): Finding[] => {
    const match = finding.exec(text);
    const severity = severities[match?.[2]?.toLowerCase() ?? ''];
    const line = Number(match?.[1]) - 1;
    const isInside = line >= range.start && line < range.endExclusive;
    if (!match || severity === undefined || !isInside) return [];
    return [{ line, severity, message: match[3]!.replace(/\*\*/g, '').trim() }];
  });
  const keyOf = ({ line, message }: Finding) => `${line} ${message}`;
  return [...new Map(found.map(each => [keyOf(each), each])).values()];
}

/** Names that a model proposed, one a line, without what it put around them; words of the language may be among them. */
export function readNames(reply: string, current: string): string[] {
  const names = reply.split(/\r?\n/).flatMap(line => {
    const name =
      /^[\s*•\-\d.)`]*([\p{L}_$][\p{L}\p{N}_$]*)[`*]*(?:\s*(?:[-–—(].*|:\s*\S.*)?)?$/u.exec(
        line,
      )?.[1];
    return name === undefined || name === current ? [] : [name];
  });
  return [...new Set(names)].slice(0, 8);
}

/** A commit message out of a reply: without fences, quotes around it and trailing blanks. */
export function readCommitMessage(reply: string): string {
  const lines = reply.replace(/^\s+/, '').split(/\r?\n/);
  const isFenced = /^```/.test(lines[0] ?? '');
  const inner = isFenced ? lines.slice(1).filter(line => !/^```\s*$/.test(line)) : lines;
  return inner
    .map(line => line.trimEnd())
    .join('\n')
    .replace(/^["'`](.*)["'`]$/s, '$1')
    .trimEnd();
}
