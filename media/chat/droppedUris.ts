/** The files that were dropped: VS Code's explorer and editor tabs give their addresses under these names. */
export function droppedUris(transfer: DataTransfer | null): string[] {
  const list =
    transfer?.getData('application/vnd.code.uri-list') || transfer?.getData('text/uri-list') || '';
  return list
    .split(/\r?\n/)
    .filter(line => line !== '' && !line.startsWith('#'))
    .slice(0, 100);
}
