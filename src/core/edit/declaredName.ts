/** Words that may stand before the keyword or the name of a declaration. */
const modifiers =
  /^(?:(?:@[\w.]+(?:\([^)]*\))?|export|default|declare|public|private|protected|internal|static|abstract|final|open|override|virtual|inline|async|unsafe|const|extern(?:\s+"[^"]*")?|sealed|partial|data|suspend|local|synchronized|native|pub(?:\([^)]*\))?)\s+)+/;
const keyword =
  /^(?:def|fn|func|fun|function\*?|sub|proc|class|struct|enum|interface|trait|impl|type|module|namespace|record|object|protocol|extension|union|mixin)\s+(\([^)]*\)\s*)?(.+)$/;
const functionValue =
  /^(?:const|let|var|val)\s+([\w$]+)\s*(?::[^=]+)?=\s*(?:async\b\s*)?(?:function\b|\(|[\w$]+\s*=>)/;
/** `name(parameters) {`, with types and modifiers before it: a method or a C function. */
const method = /^(?:[\w$<>[\],.?*&:]+\s+)*?[*&]*(#?[\w$~:]+)\s*(?:<[^()]*>)?\((.*)$/;
/** What may stand between the parameters of a method and its body. */
const methodEnd =
  /^\)\s*(?:const\b|noexcept\b|override\b|throws\s+[\w.,\s]+|(?::|->)\s*[^(){};=]+)?\s*\{?$/;
const control =
  /^(?:if|else|elif|elsif|for|foreach|while|until|switch|case|default|do|try|catch|except|finally|with|match|when|unless|loop|return|throw|raise|await|yield|new|begin|rescue|ensure|select|defer|go|using|lock|synchronized)\b/;
/** `test('says so', () => {`: a call that gives a block a name. */
const namedCall = /^([\w$.]+)\(\s*(["'`])(.+?)\2\s*,.*(?:\{|\()$/;
/** A property that is a function, and a case with its own body. */
const property = /^["']?([\w$-]+)["']?\s*:\s*(?:async\b\s*)?(?:function\b|func\b|\(.*=>\s*\{$)/;
const choice = /^(?:case|when)\s+(.+?)\s*(?::|->|=>|\bthen)?\s*\{?$/;
const arm = /^([^={}]+?)\s*=>\s*\{$/;
const selector = /^[^(){};="']+\{$/;
const key = /^["']?([\w$.@/-]+)["']?\s*:\s*[{[]?$/;
const section = /^\[{1,2}([^\][]+)\]{1,2}$/;

/**
 * The name that a line declares, where it opens a block that stands beside others of its kind: a
 * function, type, test, style rule, key or section. Undefined for statements.
 */
export function declaredName(line: string): string | undefined {
  const written = line.trim();
  const text = written.replace(modifiers, '');
  if (written === '' || written.length > 300) return undefined;
  const named = property.exec(text)?.[1];
  if (named !== undefined && !control.test(text)) return named;
  const chosen = choice.exec(text)?.[1] ?? armName(text);
  if (chosen !== undefined) return `case ${chosen}`;
  if (control.test(text)) return undefined;
  const declared = keyword.exec(text);
  if (declared) return `${receiverOf(declared[1])}${nameAtStart(declared[2]!, text)}`;
  const value = functionValue.exec(written.replace(/^export\s+/, ''));
  if (value) return value[1];
  const call = namedCall.exec(text);
  if (call) return `${call[1]} ${call[3]}`;
  return (
    methodName(text) ??
    key.exec(text)?.[1] ??
    section.exec(text)?.[1] ??
    (selector.test(text) ? text : undefined)
  );
}

/** `Some(value) => {`; where a parenthesis stays open it is the argument of a call. */
function armName(text: string): string | undefined {
  const pattern = arm.exec(text)?.[1];
  if (pattern === undefined || /^\(|^\w+$/.test(pattern)) return undefined;
  const count = (sign: string) => pattern.split(sign).length;
  return count('(') === count(')') ? pattern : undefined;
}

/** Methods of Go belong to the type of their receiver. */
function receiverOf(receiver: string | undefined): string {
  const type = receiver?.match(/[\w$]+/g)?.at(-1);
  return type === undefined ? '' : `${type}.`;
}

/** `impl A for B` is named by all of it. */
function nameAtStart(rest: string, text: string): string {
  if (/^(?:impl|extension)\b/.test(text)) return rest;
  return /^[\w$.:?!~-]+/.exec(rest)?.[0].replace(/:+$/, '') ?? rest;
}

function methodName(text: string): string | undefined {
  const match = method.exec(text);
  if (!match || control.test(match[1]!)) return undefined;
  const rest = match[2]!;
  const end = closingParenthesis(rest);
  const isHead =
    end === undefined ? /[,(]$/.test(text) && /\s/.test(text) : methodEnd.test(rest.slice(end));
  return isHead ? match[1] : undefined;
}

/** Where the parenthesis that stands open before `rest` is closed. */
function closingParenthesis(rest: string): number | undefined {
  let depth = 1;
  for (let at = 0; at < rest.length; at++) {
    if (rest[at] === '(') depth++;
    else if (rest[at] === ')' && --depth === 0) return at;
  }
  return undefined;
}
