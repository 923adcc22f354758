/** How a model family wants to be asked to fill in the middle. */
export interface FimTemplate {
  /** The name for the setting `fim`. */
  readonly name: string;
  /** Model ids of this family. */
  readonly matches: RegExp;
  /** The text before each part; the prompt ends with `end`. */
  readonly prefix: string;
  readonly suffix: string;
  readonly end: string;
  /** Which part comes first. */
  readonly order: 'prefix-suffix' | 'suffix-prefix';
  /** Tokens of the family. None may reach the editor, each is a stop. */
  readonly tokens: readonly string[];
  /** Stops that are ordinary text. */
  readonly stops?: readonly string[];
  /** How snippets of other files are written; without it they become comments before the prefix. */
  readonly files?: FileSeparators;
}

export interface FileSeparators {
  readonly beforeAll?: string;
  /** One other file. */
  readonly file: (path: string, text: string) => string;
  /** Before the current file. */
  readonly current: (path: string) => string;
  /** Where the files stand: before the whole prompt, or at the beginning of the prefix. */
  readonly place: 'beforePrompt' | 'beforePrefix';
}

const barFim = ['<|fim_prefix|>', '<|fim_suffix|>', '<|fim_middle|>', '<|fim_pad|>'];
const starFim = ['<fim_prefix>', '<fim_suffix>', '<fim_middle>', '<fim_pad>', '<file_sep>'];

/**
 * The families, the more particular before the more general.
 * Sources of the tokens: the families' model cards and tokenizer configurations.
 */
export const fimTemplates: readonly FimTemplate[] = [
  {
    name: 'qwen',
    // Qwen2.5-Coder and Qwen3-Coder; their instruct models know the tokens too.
    matches: /qwen-?(?:2\.5|3)?-?coder/i,
    prefix: '<|fim_prefix|>',
    suffix: '<|fim_suffix|>',
    end: '<|fim_middle|>',
    order: 'prefix-suffix',
    tokens: [
      ...barFim,
      '<|endoftext|>',
      '<|repo_name|>',
      '<|file_sep|>',
      '<|im_start|>',
      '<|im_end|>',
    ],
    files: {
      beforeAll: '<|repo_name|>workspace\n',
      file: (path, text) => `<|file_sep|>${path}\n${text}\n`,
      current: path => `<|file_sep|>${path}\n`,
      place: 'beforePrompt',
    },
  },
  {
    name: 'codegemma',
    matches: /code-?gemma/i,
    prefix: '<|fim_prefix|>',
    suffix: '<|fim_suffix|>',
    end: '<|fim_middle|>',
    order: 'prefix-suffix',
    tokens: [...barFim, '<|file_separator|>', '<end_of_turn>', '<start_of_turn>', '<eos>'],
    files: {
      file: (path, text) => `${path}\n${text}\n<|file_separator|>`,
      current: path => `${path}\n`,
      place: 'beforePrefix',
    },
  },
  {
    name: 'codellama',
    matches: /code-?llama/i,
    prefix: '<PRE> ',
    suffix: ' <SUF>',
    end: ' <MID>',
    order: 'prefix-suffix',
    tokens: ['<PRE>', '<SUF>', '<MID>', '<EOT>', '</s>'],
  },
  {
    name: 'deepseek',
    matches: /deepseek-?coder/i,
    prefix: '<｜fim▁begin｜>',
    suffix: '<｜fim▁hole｜>',
    end: '<｜fim▁end｜>',
    order: 'prefix-suffix',
    tokens: [
      '<｜fim▁begin｜>',
      '<｜fim▁hole｜>',
      '<｜fim▁end｜>',
      '<｜end▁of▁sentence｜>',
      '<|EOT|>',
    ],
    files: {
      file: (path, text) => `#${path}\n${text}\n`,
      current: path => `#${path}\n`,
      place: 'beforePrefix',
    },
  },
  {
    name: 'codestral',
    matches: /codestral/i,
    prefix: '[PREFIX]',
    suffix: '[SUFFIX]',
    end: '',
    order: 'suffix-prefix',
    tokens: ['[PREFIX]', '[SUFFIX]', '[MIDDLE]', '</s>'],
    stops: ['\n+++++ '],
    files: {
      file: (path, text) => `+++++ ${path}\n${text}\n`,
      current: path => `+++++ ${path}\n`,
      place: 'beforePrefix',
    },
  },
  {
    name: 'granite',
    matches: /granite/i,
    prefix: '<|fim_prefix|>',
    suffix: '<|fim_suffix|>',
    end: '<|fim_middle|>',
    order: 'prefix-suffix',
    tokens: [...barFim, '<|end_of_text|>', '<|start_of_role|>', '<|end_of_role|>'],
  },
  {
    name: 'seed-coder',
    matches: /seed-?coder/i,
    prefix: '<[fim-prefix]>',
    suffix: '<[fim-suffix]>',
    end: '<[fim-middle]>',
    // The model card puts the suffix first, unlike some editors.
    order: 'suffix-prefix',
    tokens: [
      '<[fim-prefix]>',
      '<[fim-suffix]>',
      '<[fim-middle]>',
      '<[end▁of▁sentence]>',
      '<[PAD▁TOKEN]>',
      '<[SEP▁TOKEN]>',
    ],
  },
  {
    name: 'codegeex',
    matches: /codegeex-?4/i,
    prefix: '<|code_prefix|>',
    suffix: '<|code_suffix|>',
    end: '<|code_middle|><|assistant|>\n',
    order: 'suffix-prefix',
    tokens: [
      '<|code_prefix|>',
      '<|code_suffix|>',
      '<|code_middle|>',
      '<|user|>',
      '<|assistant|>',
      '<|system|>',
      '<|observation|>',
      '<|endoftext|>',
    ],
    files: {
      beforeAll: '<|user|>\n',
      file: (path, text) => `###REFERENCE:\n###PATH:${path}\n${text}\n`,
      current: path => `###PATH:${path}\n###MODE:BLOCK\n`,
      place: 'beforePrompt',
    },
  },
  {
    name: 'starcoder',
    matches: /star-?coder/i,
    prefix: '<fim_prefix>',
    suffix: '<fim_suffix>',
    end: '<fim_middle>',
    order: 'prefix-suffix',
    tokens: [...starFim, '<repo_name>', '<|endoftext|>'],
    files: {
      file: (path, text) => `<file_sep>${path}\n${text}`,
      current: path => `<file_sep>${path}\n`,
      place: 'beforePrefix',
    },
  },
  {
    name: 'stablecode',
    matches: /stable-?code/i,
    prefix: '<fim_prefix>',
    suffix: '<fim_suffix>',
    end: '<fim_middle>',
    order: 'prefix-suffix',
    tokens: [...starFim, '<|endoftext|>'],
  },
];

/** Models of these families chat only, although their names also fit a family with FIM. */
const withoutFim = /codellama.*(?:34b|70b)|granite.*(?:guardian|embedding|vision|speech)/i;

/** The template of a model by its id, or undefined when no family is known to fit. */
export function fimTemplateOf(modelId: string): FimTemplate | undefined {
  if (withoutFim.test(modelId)) return undefined;
  return fimTemplates.find(template => template.matches.test(modelId));
}

/** The template of a name from the settings. */
export function fimTemplateNamed(name: string): FimTemplate | undefined {
  return fimTemplates.find(template => template.name === name);
}

/**
 * Special tokens that no family's text uses otherwise. Those that are also HTML or plain words
 * (`<PRE>`, `</s>`, `[PREFIX]`) count only with the template that owns them.
 */
export const unmistakableTokens: readonly string[] = [
  ...new Set([
    ...fimTemplates.flatMap(template =>
      template.tokens.filter(token => /^<[|｜[]|^<(?:fim_|file_sep|repo_name)/.test(token)),
    ),
    '</fim_middle>',
    '<|eot_id|>',
    '<|end|>',
    '<|start_header_id|>',
    '<|end_header_id|>',
    '<|eom_id|>',
  ]),
];
