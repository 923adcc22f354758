/** What a text has that nobody sees. */
export interface HiddenCharacters {
  /** The text without what is only invisible. */
  readonly cleaned: string;
  /** How many characters were taken out. */
  readonly removed: number;
  /**
   * The text has characters that can carry words a reader does not see, or show them in another order:
   * tag characters, variation selectors beyond those of emoji, marks that turn the direction of writing.
   */
  readonly deceives: boolean;
}

/** Tag characters repeat ASCII unseen, the further variation selectors any bytes; the rest turns the direction. */
const deceiving = /[\u{E0000}-\u{E007F}]|[\u{E0100}-\u{E01EF}]|[\u202A-\u202E\u2066-\u2069]/u;

/** The flags of England, Scotland and Wales are the one honest use of tag characters. */
const flags = /\u{1F3F4}[\u{E0061}-\u{E007A}]{2,6}\u{E007F}/gu;

/** Zero-width and format characters. The joiner stays between parts of an emoji and in scripts that need it. */
const invisible =
  /[\u00AD\u061C\u115F\u1160\u180E\u200B\u200E\u200F\u2060-\u2065\u206A-\u206F\u3164\uFEFF\uFFA0]|\u034F|\u17B4|\u17B5|(?<![\p{L}\p{M}\p{Extended_Pictographic}])[\u200C\u200D]|[\u200C\u200D](?![\p{L}\p{M}\p{Extended_Pictographic}])/gu;

/** Looks for hidden characters in a text that people are meant to have read. */
export function hiddenCharactersIn(text: string): HiddenCharacters {
  const deceives = deceiving.test(text.replace(flags, ''));
  const removed = text.match(invisible)?.length ?? 0;
  return { cleaned: text.replace(invisible, ''), removed, deceives };
}
