/** A link to a file of the workspace. */
export interface FileLink {
  /** Relative, with `/`, without `..` at its start. */
  readonly path: string;
  /** 0-based. */
  readonly line?: number;
}

/**
 * Reads `src/order.ts`, `./src/order.ts#L12`, `src/order.ts:12`; undefined for addresses with a scheme
 * and for paths that leave the workspace.
 */
export function parseFileLink(href: string): FileLink | undefined {
  const decoded = decode(href);
  const match = /^(.*?)(?:#L(\d+)(?:-L?\d+)?|:(\d+)(?::\d+)?(?:-\d+)?)?$/.exec(decoded.trim());
  const path = match?.[1]?.replaceAll('\\', '/').replace(/^(\.?\/)+/, '');
  if (!path || /^[a-z][\w+.-]*:/i.test(path) || path.split('/').includes('..')) return undefined;
  const line = match?.[2] ?? match?.[3];
  return line === undefined ? { path } : { path, line: Math.max(0, Number(line) - 1) };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
