import type { Localized, NodeBase, Template } from '../definition.js';
import { id, isId, list, localizedText, nodeFields, object, optional, text, waitFields } from '../fields.js';
import type { Inspection, Turn, WaitingKind } from '../kind.types.js';
import { LIMITS } from '../limits.js';
import type { EffectBase } from '../run.types.js';
import type { ScreenBase } from '../screen.js';

/** Shows questions and answers. Exits: `helped`, `notHelped`, `noInput`. */
export interface FaqNode extends NodeBase<'faq'> {
  prompt: Localized<Template>;
  /** The node's own; it needs none when it draws on the library. */
  articles: FaqArticle[];
  /** Draws on the company's articles too, which visitors search with their own words. */
  library?: FaqLibrary;
  timeoutSeconds: number;
}

export interface FaqLibrary {
  /** Articles with one of these; all of them when empty. */
  tags: string[];
}

export interface FaqArticle {
  /** Stable within the node. */
  id: string;
  question: Localized<Template>;
  answer: Localized<Template>;
}

export interface FaqScreen extends ScreenBase {
  kind: 'faq';
  prompt: string;
  articles: ShownArticle[];
  /** More are found among the company's articles. */
  library?: FaqLibrary;
  timeoutSeconds: number;
}

export interface ShownArticle {
  id: string;
  question: string;
  answer: string;
}

/** What a visitor said of one of the company's articles. */
export interface FeedbackEffect extends EffectBase {
  type: 'feedback';
  article: string;
  helpful: boolean;
}

export const faq: WaitingKind<FaqNode> = {
  kind: 'faq',
  label: 'FAQ',
  family: 'reach',
  icon: 'faq',
  place: 4,
  about: 'Shows questions and answers to look through.',
  waits: true,
  structure: object<FaqNode>({
    ...nodeFields('faq'),
    prompt: localizedText,
    articles: list(object<FaqArticle>({ id, question: localizedText, answer: localizedText }), LIMITS.articles),
    library: optional(object<FaqLibrary>({ tags: list(text(LIMITS.tagLength, 1), LIMITS.tags) })),
    timeoutSeconds: waitFields.timeoutSeconds,
  }),
  create: (language) => ({
    kind: 'faq',
    name: 'FAQ',
    exits: {},
    prompt: { [language]: '' },
    articles: [{ id: '1', question: { [language]: '' }, answer: { [language]: '' } }],
    timeoutSeconds: 600,
  }),
  exits: () => [
    { id: 'helped', label: 'Solved' },
    { id: 'notHelped', label: 'Still stuck' },
    { id: 'noInput', label: 'No input' },
  ],
  check,
  enter: () => 'wait',
  wait: ({ timeoutSeconds }) => ({ accepts: ['feedback', 'continue', 'timeout'], timeoutSeconds }),
  screen: (node, visit) => ({
    kind: 'faq',
    nodeId: visit.nodeId,
    language: visit.languageOf(node.prompt),
    prompt: visit.text(node.prompt),
    articles: node.articles.map((article) => ({
      id: article.id,
      question: visit.text(article.question),
      answer: visit.text(article.answer),
    })),
    ...(node.library && { library: node.library }),
    timeoutSeconds: node.timeoutSeconds,
  }),
  resume(node, input, visit): Turn {
    if (input.type === 'feedback') {
      const { articleId, helpful } = input;
      const known = articleId === undefined || node.articles.some((article) => article.id === articleId);
      if (!known && !(node.library && isId(articleId))) return 'refuse';
      if (!known) visit.request({ type: 'feedback', article: articleId, helpful });
      visit.event('answered', { helpful, ...(articleId !== undefined && { article: articleId }) });
      return { exit: helpful ? 'helped' : 'notHelped' };
    }
    if (input.type === 'continue') {
      visit.event('answered', { by: 'continue' });
      return { exit: 'helped' };
    }
    visit.event('no-input', { try: 1 });
    return { exit: 'noInput' };
  },
};

function check(node: FaqNode, inspection: Inspection): void {
  inspection.text(node.prompt, 'prompt', 'prompt');
  if (node.articles.length === 0 && !node.library) {
    inspection.error('article.none', 'it has no answers.', {
      field: 'articles',
      repair: 'Write an answer, or let it draw on the library.',
    });
  }
  const ids = new Set<string>();
  for (const [index, article] of node.articles.entries()) {
    const field = `articles.${index}`;
    inspection.text(article.question, `${field}.question`, `question ${index + 1}`);
    inspection.text(article.answer, `${field}.answer`, `answer ${index + 1}`);
    if (ids.has(article.id)) {
      inspection.error('article.duplicate', `two answers have the id “${article.id}”.`, {
        field: `${field}.id`,
        repair: 'Give each answer an id of its own.',
      });
    }
    ids.add(article.id);
  }
}
