/**
 * Where a file of a search engine may lie below a workspace folder, likeliest first. The engine's path begins at the
 * root of its repository or above, the folder may be a part of that: what the end of the folder's path and the start of
 * the engine's have in common is the same folder.
 */
export function pathsBelow(folderPath: string, enginePath: string): readonly string[] {
  const segments = enginePath.split(/[\\/]/).filter(segment => segment !== '' && segment !== '.');
  if (segments.length === 0 || segments.includes('..')) return [];
  const folder = folderPath.split(/[\\/]/).filter(Boolean);
  const overlaps: string[] = [];
  for (let common = Math.min(segments.length - 1, folder.length); common > 0; common--) {
    const isSame = segments.slice(0, common).join('/') === folder.slice(-common).join('/');
    if (isSame) overlaps.push(segments.slice(common).join('/'));
  }
  return [...overlaps, segments.join('/')];
}
