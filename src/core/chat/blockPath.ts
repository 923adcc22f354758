/**
 * The path that the words after an opening fence name: `ts src/order.ts`, `ts:src/order.ts`,
 * `ts title="src/order.ts"`. Undefined when they name a language only.
 */
export function blockPath(info: string): string | undefined {
  const assigned = /(?:file(?:name|path)?|path|title)\s*=\s*["']?([^"'\s]+)/i.exec(info)?.[1];
  const words = info.split(/[\s:]+/).slice(1);
  const path = assigned ?? words.find(word => /[/\\]|\.\w+$/.test(word));
  const clean = path?.replaceAll('\\', '/').replace(/^(\.?\/)+/, '');
  return clean && !clean.split('/').includes('..') ? clean : undefined;
}

/**
 * Files whose change can make a machine run something: settings, hooks, pipelines.
 * A change to them that came from a model wants an extra look.
 */
export function isSensitivePath(path: string): boolean {
  return (
    /(?:^|\/)\.(?:vscode|git|github|gitlab|circleci|devcontainer|husky)\//i.test(path) ||
    /(?:\.code-workspace|(?:^|\/)(?:\.gitlab-ci\.ya?ml|Jenkinsfile|\.envrc))$/i.test(path)
  );
}
