/** How a file of tests beside `name` is usually called in its language. */
export function companionTestName(name: string): string {
  const dot = name.lastIndexOf('.');
  const stem = dot <= 0 ? name : name.slice(0, dot);
  const extension = dot <= 0 ? '' : name.slice(dot);
  switch (extension) {
    case '.py':
      return `test_${stem}.py`;
    case '.go':
    case '.c':
    case '.cc':
    case '.cpp':
    case '.dart':
    case '.exs':
      return `${stem}_test${extension}`;
    case '.ex':
      return `${stem}_test.exs`;
    case '.rb':
      return `${stem}_spec.rb`;
    case '.java':
    case '.kt':
    case '.cs':
    case '.php':
    case '.swift':
    case '.scala':
      return `${stem}Test${extension}`;
    default:
      return `${stem}.test${extension}`;
  }
}
