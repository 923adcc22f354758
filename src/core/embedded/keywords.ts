/**
 * Words that are structure rather than names, in one list for all languages:
 * a word that is a keyword in one language is rarely a telling name in another.
 */
export const keywords: ReadonlySet<string> = new Set(
  `abstract alignas and as assert async auto await base bool boolean break byte case catch char
  checked class const constexpr continue crate debugger decltype def default defer del delegate
  delete do double dyn elif else elsif end enum except explicit export extends extern false False
  fallthrough final finally float fn for foreach friend from fun func function get global go goto
  if impl implements implicit import in init inline instanceof int int32 int64 interface internal
  is it keyof lambda let local lock long loop match mod module move mut mutable namespace native
  new nil None nonlocal noexcept not null nullptr number object of open operator or out override
  package params pass private protected pub public raise range readonly record ref register
  require return sealed select self Self set short signed sizeof static str string String struct
  super switch synchronized template then this throw throws trait transient true True try type
  typedef typename typeof uint unsafe unsigned unless until use using val var virtual void
  volatile when where while with yield`.split(/\s+/),
);
