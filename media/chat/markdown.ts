import DOMPurify from 'dompurify';
import MarkdownIt from 'markdown-it';

const parser = new MarkdownIt({ html: false, linkify: true, breaks: false });
// Only whole addresses become links: `order.ts` must not become a web page.
parser.linkify.set({ fuzzyLink: false, fuzzyEmail: false });
parser.validateLink = address =>
  !/^\s*(?:javascript|vbscript|data|command|vscode[\w-]*):/i.test(address);

// An image would be fetched, and could carry out what is in the chat: its address is shown instead.
parser.renderer.rules.image = (tokens, index) => {
  const token = tokens[index]!;
  const address = token.attrGet('src') ?? '';
  const words = token.content === '' ? address : token.content;
  return `<a data-href="${escaped(address)}">${escaped(words)}</a>`;
};

// A link never navigates by itself: the host opens it, and its tooltip says where it leads.
parser.renderer.rules.link_open = (tokens, index) => {
  const address = tokens[index]!.attrGet('href') ?? '';
  return `<a data-href="${escaped(address)}">`;
};

const allowed = {
  ALLOWED_TAGS: [
    'a',
    'blockquote',
    'br',
    'code',
    'del',
    'em',
    'h1',
    'h2',
    'h3',
    'h4',
    'h5',
    'h6',
    'hr',
    'li',
    'ol',
    'p',
    'pre',
    's',
    'span',
    'strong',
    'table',
    'tbody',
    'td',
    'th',
    'thead',
    'tr',
    'ul',
  ],
  ALLOWED_ATTR: ['class', 'data-href', 'start'],
  ALLOW_DATA_ATTR: false,
  RETURN_DOM_FRAGMENT: true as const,
};

function escaped(value: string | number): string {
  return parser.utils.escapeHtml(`${value}`);
}

/** Markup that was made here from a model's words, as elements that cannot do anything. */
export function sanitized(markup: string): DocumentFragment {
  return DOMPurify.sanitize(markup, allowed);
}

/** Renders one block of an answer. Headings begin at the third level: the page has its own above them. */
export function renderMarkdown(source: string): DocumentFragment {
  const fragment = sanitized(parser.render(source));
  for (const link of fragment.querySelectorAll<HTMLElement>('a[data-href]')) {
    link.setAttribute('role', 'link');
    link.tabIndex = 0;
    link.title = link.dataset.href ?? '';
  }
  for (const table of fragment.querySelectorAll('table')) {
    const frame = document.createElement('div');
    frame.className = 'table';
    frame.tabIndex = 0;
    table.replaceWith(frame);
    frame.append(table);
  }
  return fragment;
}
