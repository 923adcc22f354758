/** What a server tells about one of its models; every fact may be missing. */
export interface ModelFacts {
  /** Tokens of prompt and answer together, as the server has it loaded. */
  readonly contextTokens?: number;
  /** The server fills in the middle with it natively. */
  readonly canInsert?: boolean;
  readonly thinks?: boolean;
}

/** Families that think before they answer, by the names their makers give. */
const thinkingNames =
  /(?:^|[/:_-])(?:o[134](?:-|$)|gpt-5|gpt-oss|qwq|magistral|deepseek-(?:r\d|reasoner)|.*(?:-r1|thinking|reasoning|reasoner)(?:[-:.]|$))/i;

/** Models that turn text into vectors, speech or images, and answer nothing. */
const mute =
  /embed|(?:^|[/:-])(?:bge|e5|gte|nomic|mxbai|minilm|whisper|tts|dall-e|clip|rerank|sdxl|flux)\b|rerank/i;

/** True when a model's name says that it thinks first. */
export function thinksByName(modelId: string): boolean {
  return thinkingNames.test(modelId);
}

/** True when a model's name says that it can't answer in text. */
export function isMute(modelId: string): boolean {
  return mute.test(modelId);
}

/** Base models continue text and do not follow instructions, so that they can't chat. */
export function isBaseModel(modelId: string): boolean {
  return /(?:^|[-:_/])base(?:[-:_.]|$)|star-?coder2?(?::|-\d+b$)|fim-?only/i.test(modelId);
}
