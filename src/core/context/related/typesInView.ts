/** How sure it is that a type matters at the cursor: 1 for what stands next to it. */
export type TypeWeights = ReadonlyMap<string, number>;

/** What the text around the cursor tells about types, by its wording alone. */
export interface View {
  /** Types that are written, or that variables near the cursor seem to have. */
  readonly types: TypeWeights;
  /** Types of what stands before the dot (arrow, colons) at the cursor. */
  readonly receiverTypes: ReadonlySet<string>;
  /** Functions whose results stand in variables near the cursor, with how near. */
  readonly calls: ReadonlyMap<string, number>;
  /** The sign that asks for a member directly before the cursor. */
  readonly asksForMember: boolean;
}

const linesBefore = 24;
const linesAfter = 8;
/** As far as declarations of variables are looked for. */
const farBefore = 400;
const farAfter = 100;

/** Near the cursor a line counts 1, six lines away half. */
function nearness(distance: number): number {
  return 1 / (1 + distance / 6);
}

/** Reads the lines before the cursor (the last one ends at it) and after it. */
export function viewOf(before: readonly string[], after: readonly string[]): View {
  const near = [
    ...before.slice(-linesBefore).map((text, index, all) => ({
      text,
      weight: nearness(all.length - 1 - index),
    })),
    ...after.slice(0, linesAfter).map((text, index) => ({ text, weight: nearness(index + 3) })),
  ];
  const hints = hintsIn([...before.slice(-farBefore), ...after.slice(0, farAfter)]);
  const types = new Map<string, number>();
  const calls = new Map<string, number>();
  const raise = (into: Map<string, number>, key: string, weight: number) =>
    into.set(key, Math.max(into.get(key) ?? 0, weight));
  for (const { text, weight } of near) {
    for (const name of text.match(identifier) ?? []) {
      if (isTypeName(name)) raise(types, name, weight);
      for (const type of hints.types.get(name) ?? []) raise(types, type, weight * 0.9);
      for (const call of hints.calls.get(name) ?? []) raise(calls, call, weight * 0.9);
      raise(types, capitalized(name), weight * 0.3);
    }
  }
  for (const base of basesIn(before)) raise(types, base, 0.5);
  const receiver = receiverAt(before.at(-1) ?? '');
  const receiverTypes = new Set<string>();
  if (receiver) {
    if (isTypeName(receiver.name)) receiverTypes.add(receiver.name);
    else {
      for (const type of hints.types.get(receiver.name) ?? []) receiverTypes.add(type);
      receiverTypes.add(capitalized(receiver.name));
      if (/^(?:this|self|super|@)$/.test(receiver.name)) {
        for (const base of basesIn(before)) receiverTypes.add(base);
      }
    }
    if (receiver.isCall) raise(calls, receiver.name, 1);
    for (const call of hints.calls.get(receiver.name) ?? []) raise(calls, call, 1);
    for (const type of receiverTypes) raise(types, type, 1);
  }
  return { types, receiverTypes, calls, asksForMember: receiver !== undefined };
}

const identifier = /[A-Za-z_$][\w$]*/g;

function isTypeName(name: string): boolean {
  return /^[A-Z]/.test(name) && /[a-z]/.test(name);
}

/** `subscriber`, `_subscriber` and `$subscriber` are called after their type more often than not. */
function capitalized(name: string): string {
  const word = name.replace(/^[_$@]+/, '');
  const camel = word.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
  return camel.charAt(0).toUpperCase() + camel.slice(1);
}

interface Hints {
  readonly types: ReadonlyMap<string, ReadonlySet<string>>;
  readonly calls: ReadonlyMap<string, ReadonlySet<string>>;
}

/** `name: Type`, `name?: a.b.Type<C>`. */
const annotated = /([A-Za-z_$][\w$]*)[?!]?\s*:\s*([^=;(){}]{1,60})/g;
/** `Type name =`, `const Type& name,`. */
const typeFirst = /\b([A-Z][\w]*)(?:<[^<>()]*>)?(?:\[\])?[\s*&]+\$?([a-z_]\w*)\s*(?=[=;,):({[]|$)/g;
/** Go: `name *pkg.Type`. */
const nameFirst = /\b([a-z_]\w*)\s+[*&[\]]*(?:\w+\.)?([A-Z]\w*)\b/g;
/** `name = new pkg.Type(`, `name := &Type{`, `name = Type::of(`. */
const built =
  /([A-Za-z_$][\w$]*)\s*(?::=|=)\s*(?:await\s+|new\s+|[&*])*(?:[a-z]\w*(?:\.|::))*([A-Z]\w*)/g;
/** `name = a.b.call(`. */
const result =
  /([A-Za-z_$][\w$]*)\s*(?::=|=)\s*(?:await\s+|[&*])*(?:[\w$]+(?:\.|::|->))*([A-Za-z_]\w*)\s*\(/g;

function hintsIn(lines: readonly string[]): Hints {
  const types = new Map<string, Set<string>>();
  const calls = new Map<string, Set<string>>();
  const add = (into: Map<string, Set<string>>, name: string, value: string) => {
    const known = into.get(name);
    if (known) known.add(value);
    else into.set(name, new Set([value]));
  };
  for (const line of lines) {
    if (line.length > 300) continue;
    if (line.includes(':')) {
      forEachMatch(annotated, line, (name, written) => {
        for (const type of written.match(identifier) ?? []) {
          if (isTypeName(type)) add(types, name, type);
        }
      });
    }
    forEachMatch(typeFirst, line, (type, name) => add(types, name, type));
    forEachMatch(nameFirst, line, (name, type) => add(types, name, type));
    if (!line.includes('=')) continue;
    forEachMatch(built, line, (name, type) => add(types, name, type));
    forEachMatch(result, line, (name, call) => add(calls, name, call));
  }
  return { types, calls };
}

/** What the two groups of a global pattern match, again and again; `matchAll` would copy the pattern for each line. */
function forEachMatch(
  pattern: RegExp,
  text: string,
  visit: (first: string, second: string) => void,
): void {
  pattern.lastIndex = 0;
  for (let found = pattern.exec(text); found; found = pattern.exec(text)) {
    visit(found[1] ?? '', found[2] ?? '');
  }
}

const baseList =
  /\b(?:class|struct|interface|trait|enum)\s+\w+(?:<[^<>]*>)?\s*(?:\((?<python>[^)]*)\)|<\s*(?<ruby>[\w:]+)\s*$|:\s*(?<colon>[^{]*)|(?<words>(?:extends|implements)\b[^{]*))|^\s*impl(?:<[^<>]*>)?\s+(?<trait>[\w:]+).*\sfor\s/;

/** What the last classes before the cursor are made from. */
export function basesIn(lines: readonly string[]): readonly string[] {
  const found: string[] = [];
  for (let line = lines.length - 1; line >= 0 && found.length < 6; line--) {
    const text = lines[line] ?? '';
    if (!/\b(?:class|struct|interface|trait|impl|enum)\b/.test(text)) continue;
    const groups = baseList.exec(text)?.groups;
    const written = Object.values(groups ?? {})
      .filter(Boolean)
      .join(' ');
    found.push(...(written.match(identifier) ?? []).filter(isTypeName));
  }
  return found;
}

interface Receiver {
  readonly name: string;
  readonly isCall: boolean;
}

/** `store` for `this.store.│`, `open` for `open(path).wr│`. */
function receiverAt(line: string): Receiver | undefined {
  const found =
    /([A-Za-z_$@][\w$]*)[?!]?(\((?:[^()]|\([^()]*\))*\)|\[[^\]]*\])?[?!]?(?:\.|->|::|\?\.|&\.)\s*\w*$/.exec(
      line,
    );
  if (!found) return undefined;
  return { name: found[1] ?? '', isCall: found[2]?.startsWith('(') === true };
}
