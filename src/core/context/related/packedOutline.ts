import type { Declaration } from './outline.ts';

/** An outline as one text: a tenth of what the objects would take in memory. */
export function packOutline(declarations: readonly Declaration[]): string {
  return declarations
    .map(({ name, owner, isType, line, headEnd, types, isPrivate }) =>
      [
        name,
        owner,
        line,
        headEnd - line,
        `${isType ? 't' : ''}${isPrivate ? 'p' : ''}`,
        ...types,
      ].join(' '),
    )
    .join('\n');
}

export function unpackOutline(packed: string): readonly Declaration[] {
  if (packed === '') return [];
  return packed.split('\n').map(text => {
    const [name = '', owner = '', line = '', length = '', marks = '', ...types] = text.split(' ');
    return {
      name,
      owner,
      isType: marks.includes('t'),
      line: Number(line),
      headEnd: Number(line) + Number(length),
      types,
      isPrivate: marks.includes('p'),
    };
  });
}
