/** What a line declares, and what stands inside it. */
export interface Shape {
  readonly names: readonly string[];
  readonly isType: boolean;
  readonly holds: 'members' | 'nothing';
  /** The owner of what stands inside, where `holds` is members. */
  readonly inside?: string;
  /** The owner of the declaration itself, where the line names it. */
  readonly owner?: string;
}

/** Reads a line at the top level (no owner) or among the members of something. */
export type Dialect = (code: string, owner: string | undefined) => Shape | undefined;

const modifiers = String.raw`(?:(?:export|default|declare|public|private|protected|internal|static|abstract|final|sealed|partial|async|pub(?:\([a-z: ]+\))?|unsafe|extern(?:\s+"C")?|inline|override|open|data|virtual|const|readonly|synchronized|native|volatile|transient|mutable|explicit|constexpr|friend|default|get|set|var|accessor)\s+)*`;

const typeWord = new RegExp(
  String.raw`^${modifiers}(?:class|interface|enum(?:\s+(?:class|struct))?|struct|union|trait|record|protocol|object|module|mixin|extension|@interface)\s+(?:[A-Z_]+\s+(?=[A-Z]))?(?<name>[A-Za-z_$][\w$]*(?:(?:::|\.)\w+)*)(?<rest>.*)`,
);
const space = /^(?:inline\s+)?(?:export\s+)?(?:declare\s+)?(?:namespace|mod|package)\b.*\{$/;
const aliasWord = new RegExp(
  String.raw`^${modifiers}(?:type|using|typealias)\s+(?<name>[A-Za-z_$][\w$]*)\s*(?:<.*>)?\s*(?<rest>=.*|struct\b.*|interface\b.*|func\b.*|[\w*[\].]+.*)?$`,
);
const functionWord = new RegExp(
  String.raw`^${modifiers}(?:function\*?|def|fn|func|fun|sub|macro_rules!)\s+(?<name>(?:self\.)?[A-Za-z_$][\w$]*[?!=]?)`,
);
const valueWord = new RegExp(
  String.raw`^${modifiers}(?:const|let|var|val|static(?:\s+mut)?(?=\s+\w+\s*:(?!:)))\s+(?<name>[A-Za-z_$][\w$]*)(?<rest>.*)`,
);
/** Where `const` and `static` stand before a type, they declare nothing by themselves. */
const untypedValueWord = new RegExp(
  String.raw`^${modifiers}(?:let|var|val)\s+(?<name>[A-Za-z_$][\w$]*)(?<rest>.*)`,
);
const implementation =
  /^(?:unsafe\s+)?impl(?:\s*<.*?>)?\s+(?:[\w:<>,&' ]+\s+for\s+)?&?(?:\w+::)*(?<name>\w+)/;

function words(code: string, values = valueWord): Shape | undefined {
  if (space.test(code)) return { names: [], isType: false, holds: 'members', inside: '' };
  const type = typeWord.exec(code)?.groups;
  if (type?.name !== undefined && !/^\s*[\w*&]+\s*[=;(,)]/.test(type.rest ?? '')) {
    if (/;\s*$/.test(code) && !/[({]/.test(code)) return undefined;
    const name = lastSegment(type.name);
    return { names: [name], isType: true, holds: 'members', inside: name };
  }
  const alias = aliasWord.exec(code)?.groups;
  if (alias?.name !== undefined) {
    return { names: [alias.name], isType: true, holds: 'members', inside: alias.name };
  }
  const implemented = implementation.exec(code)?.groups?.name;
  if (implemented !== undefined)
    return { names: [], isType: false, holds: 'members', inside: implemented };
  const declared = functionWord.exec(code)?.groups?.name;
  if (declared !== undefined) return leaf([declared.replace(/^self\.|[?!=]$/g, '')]);
  const value = values.exec(code)?.groups;
  if (value?.name !== undefined) {
    const isObject = /[=:]\s*(?:Object\.freeze\()?\{$|\(\{$/.test(code) && !/=>\s*\{$/.test(code);
    return isObject
      ? { names: [value.name], isType: false, holds: 'members', inside: value.name }
      : leaf([value.name]);
  }
  return undefined;
}

function leaf(names: readonly string[], owner?: string): Shape {
  const shape: Shape = { names, isType: false, holds: 'nothing' };
  return owner === undefined ? shape : { ...shape, owner };
}

function lastSegment(name: string): string {
  return /\w+$/.exec(name)?.[0] ?? name;
}

const script: Dialect = (code, owner) => {
  const exported = /^(?:module\.)?exports(?:\.(?<name>\w+))?\s*=\s*(?<rest>.*)$/.exec(code)?.groups;
  if (exported) {
    const isObject = /\{$/.test(exported.rest ?? '') && !/=>|function/.test(exported.rest ?? '');
    const names = exported.name === undefined ? [] : [exported.name];
    return isObject
      ? { names, isType: false, holds: 'members', inside: exported.name ?? '' }
      : leaf(names);
  }
  if (/^export default \{$/.test(code))
    return { names: [], isType: false, holds: 'members', inside: '' };
  const assigned = /^(?<owner>[A-Z]\w*)(?:\.prototype)?\.(?<name>\w+)\s*=/.exec(code)?.groups;
  if (owner === undefined && assigned?.name) return leaf([assigned.name], assigned.owner);
  return words(code) ?? (owner === undefined ? undefined : scriptMember(code));
};

const scriptField = new RegExp(
  String.raw`^${modifiers}(?:['"]?)(?<name>[#A-Za-z_$][\w$]*)(?:['"]?)\s*(?<kind>[?!]?\s*:|=(?!=|>)|[?!]?;|[?!]?\s*(?:<[^>]*>\s*)?\(|,$)`,
);

function scriptMember(code: string): Shape | undefined {
  const field = scriptField.exec(code)?.groups;
  if (!field?.name || notNames.has(field.name)) return undefined;
  const name = field.name.replace('#', '');
  const isObject = /:\s*\{$/.test(code);
  return isObject ? { names: [name], isType: false, holds: 'members', inside: name } : leaf([name]);
}

const python: Dialect = (code, owner) => {
  const known = words(code);
  if (known) return known;
  const value = /^(?<name>[A-Za-z_]\w*)\s*(?::[^=]+)?(?:=(?!=)|$)/.exec(code)?.groups?.name;
  const annotated = /^(?<name>[A-Za-z_]\w*)\s*:\s*\S/.exec(code)?.groups?.name;
  const name = value ?? (owner === undefined ? undefined : annotated);
  return name === undefined || notNames.has(name) ? undefined : leaf([name]);
};

/** Attributes that a constructor gives its object stand inside functions. */
export const attributes: Dialect = (code, owner) => {
  const name = /^(?:self|this)\.(?<name>\w+)\s*(?::[^=]+)?=(?!=)/.exec(code)?.groups?.name;
  return name === undefined ? undefined : leaf([name], owner);
};

const ruby: Dialect = code => {
  const attribute =
    /^(?:attr_(?:reader|writer|accessor)|def_node_matcher|def_node_search|def_delegators?|alias_method|scope|delegate|alias|define_method)\b(?<rest>.*)/.exec(
      code,
    )?.groups?.rest;
  if (attribute !== undefined) {
    const names = [...attribute.matchAll(/:(\w+)/g)].flatMap(([, name]) => name ?? []);
    return leaf(names);
  }
  const constant = /^(?<name>[A-Z]\w*)\s*=(?![=>~])/.exec(code)?.groups?.name;
  if (constant !== undefined) return leaf([constant]);
  if (/^class\s*<<\s*self/.test(code)) return { names: [], isType: false, holds: 'members' };
  return words(
    code.replace(
      /^(?:private_class_method|private|public|protected|module_function)\s+(?=def\b)/,
      '',
    ),
  );
};

const go: Dialect = (code, owner) => {
  const method = /^func\s*\((?:\w+\s+)?\*?(?<owner>\w+)[^)]*\)\s*(?<name>\w+)/.exec(code)?.groups;
  if (method?.name) return leaf([method.name], method.owner ?? '');
  if (/^(?:const|var|type)\s*\($/.test(code))
    return { names: [], isType: false, holds: 'members', inside: '' };
  const known = words(code);
  if (known || owner === undefined) return known;
  const member = /^(?<names>[A-Za-z_]\w*(?:,\s*\w+)*)\s*(?:[\w[\]*.({]|=|$)/.exec(code)?.groups;
  const isEmbedded = /^\*?(?:\w+\.)?[A-Z]\w*$/.test(code);
  if (!member?.names || isEmbedded || notNames.has(member.names)) return undefined;
  if (owner === '' && /^[A-Z]?\w+\s+(?:struct|interface)\s*\{$/.test(code)) {
    return { names: [member.names], isType: true, holds: 'members', inside: member.names };
  }
  return leaf(member.names.split(/,\s*/));
};

const rust: Dialect = (code, owner) => {
  const known = words(code);
  if (known || owner === undefined) return known;
  const field = /^(?:pub(?:\([a-z: ]+\))?\s+)?(?<name>[a-z_]\w*)\s*:/.exec(code)?.groups?.name;
  const variant = /^(?<name>[A-Z]\w*)\s*(?:[,({]|=|$)/.exec(code)?.groups?.name;
  const name = field ?? variant;
  return name === undefined ? undefined : leaf([name]);
};

/** Words of a type, each with the space after it. */
const typed = String.raw`(?:[\w:.,<>[\]?*&@]+\s+)+`;
const typedFunction = new RegExp(
  String.raw`^(?:@\w+\s+)?${typed}[*&]*(?:(?<owner>\w+)(?:<[^>]*>)?::)?~?(?<name>[A-Za-z_]\w*)\s*\(`,
);
const constructorLike =
  /^(?:(?:public|private|protected|internal|explicit|inline|constexpr)\s+)*(?:(?<owner>\w+)::)?~?(?<name>[A-Z]\w*)\s*\(/;
const typedField = new RegExp(
  String.raw`^${typed}[*&]*(?<name>[A-Za-z_]\w*)\s*(?:\[[^\]]*\])*\s*(?:=|;|\{|$)`,
);
const enumMember =
  /^(?<names>[A-Za-z]\w*(?:\s*,\s*[A-Z]\w*)*)\s*(?:[,;]|[({].*[,;]?|=\s*[^;]*,?)?\s*(?:\/[/*].*)?$/;

const cLike: Dialect = (code, owner) => {
  const macro = /^#define\s+(?<name>\w+)/.exec(code)?.groups?.name;
  if (macro !== undefined) return leaf([macro]);
  if (
    /^(?:return|throw|else|case|goto|delete|new|if|for|while|switch|do|try|using namespace)\b/.test(
      code,
    )
  )
    return undefined;
  if (/^extern\s+"C"\s*\{$|^(?:inline\s+)?namespace\b[^;=]*$/.test(code) || space.test(code))
    return { names: [], isType: false, holds: 'members', inside: '' };
  const known = words(code, untypedValueWord);
  if (known) return known;
  const method = typedFunction.exec(code)?.groups;
  if (method?.name && !notNames.has(method.name)) return leaf([method.name], method.owner);
  const built = constructorLike.exec(code)?.groups;
  if (built?.name && (built.owner !== undefined || owner !== undefined))
    return leaf([built.name], built.owner);
  const field = typedField.exec(code)?.groups?.name;
  if (field !== undefined && !notNames.has(field)) return leaf([field]);
  const member = owner === undefined ? undefined : enumMember.exec(code)?.groups?.names;
  return member === undefined ? undefined : leaf(member.split(/\s*,\s*/));
};

/** Its `object` is a type, and attributes stand in brackets before what they are about. */
const csharp: Dialect = (code, owner) =>
  code.startsWith('[') ? undefined : cLike(code.replace(/\bobject\b/g, 'Object'), owner);

const php: Dialect = (code, owner) => {
  const property = new RegExp(String.raw`^${modifiers}(?:\??[\w\\|]+\s+)?\$(?<name>\w+)`).exec(
    code,
  );
  if (owner !== undefined && property?.groups?.name) return leaf([property.groups.name]);
  const constant = new RegExp(String.raw`^${modifiers}(?:const|case)\s+(?<name>\w+)`).exec(code);
  if (constant?.groups?.name) return leaf([constant.groups.name]);
  return words(code);
};

const shell: Dialect = code => {
  const name =
    /^(?:function\s+(?<named>\w+)|(?<called>\w+)\s*\(\)|(?:(?:export|readonly|declare|typeset)\s+(?:-\w+\s+)*)?(?<set>[A-Za-z_]\w*)=)/.exec(
      code,
    )?.groups;
  const declared = name?.named ?? name?.called ?? name?.set;
  return declared === undefined ? undefined : leaf([declared]);
};

const notNames: ReadonlySet<string> = new Set(
  `if for while switch catch return function await else do try throw typeof elif except with match when case foreach
  using lock print assert del pass break continue import from raise yield default constructor super new in of not and
  or is lambda global nonlocal require include unless until begin end ensure rescue`.split(/\s+/),
);

const dialects: readonly (readonly [Dialect, string])[] = [
  [python, 'py pyi pyx'],
  [ruby, 'rb rake gemspec'],
  [go, 'go'],
  [rust, 'rs'],
  [cLike, 'c h cc cpp cxx hh hpp hxx inl m mm java kt kts scala groovy dart swift'],
  [csharp, 'cs'],
  [php, 'php'],
  [shell, 'sh bash zsh ksh bats'],
];

const byExtension = new Map(
  dialects.flatMap(([dialect, extensions]) =>
    extensions.split(' ').map((extension): [string, Dialect] => [extension, dialect]),
  ),
);

export function dialectOf(path: string): Dialect {
  return byExtension.get(path.slice(path.lastIndexOf('.') + 1).toLowerCase()) ?? script;
}
