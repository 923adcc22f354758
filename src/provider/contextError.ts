/**
 * How servers say that a prompt is longer than the context. Each pattern captures the limit where it is told.
 * The servers, in order: OpenAI and vLLM and DeepSeek, vLLM's newer engine, llama.cpp, LM Studio, Mistral,
 * Gemini, Anthropic (through gateways), text-generation-inference, Ollama, Groq and others.
 */
const patterns: readonly RegExp[] = [
  /maximum context length is (\d+)/i,
  /longer than the maximum model length of (\d+)/i,
  /exceeds? the available context size(?: \((\d+) tokens\))?/i,
  /context length of only (\d+) tokens/i,
  /tokens to keep from the initial prompt is greater than the context length/i,
  /too large for model with (\d+) maximum context length/i,
  /input token count.* exceeds the maximum number of tokens allowed \(?(\d+)/i,
  /prompt is too long: \d+ tokens > (\d+) maximum/i,
  /`inputs` (?:tokens|must have).*(?:<=|less than) (\d+)/i,
  /input length exceeds (?:the |maximum )*context length/i,
  /reduce the length of the (?:messages|prompt|input)/i,
  /context[_ ]length[_ ]exceeded|exceed_context_size_error|context window (?:is )?exceeded/i,
];

/** What a server's error says about the context, or undefined when it is about something else. */
export function readContextError(text: string): { readonly limit: number | undefined } | undefined {
  const said = /"n_ctx"\s*:\s*(\d+)/.exec(text)?.[1];
  for (const pattern of patterns) {
    const match = pattern.exec(text);
    if (!match) continue;
    const limit = match[1] ?? said;
    return { limit: limit === undefined ? undefined : Number(limit) };
  }
  return undefined;
}
