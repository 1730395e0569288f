import { inspectTemplate, partsOf, withText, type Definition, type Language } from '@calldocker/flow-engine';
import { po, type GetTextTranslation } from 'gettext-parser';

/**
 * A flow's texts as a PO file, the format translators' tools share (GNU gettext). The source is the flow's own language;
 * each text is found again by its context, `node id` and field.
 */
export function writePo(definition: Definition, language: Language, title: string): string {
  const source = definition.languages[0] ?? 'en';
  const translations: Record<string, Record<string, GetTextTranslation>> = {};
  for (const { context, text, translated, about } of textsOf(definition, source, language)) {
    const entry = { msgctxt: context, msgid: text, msgstr: [translated], comments: { extracted: about } };
    translations[context] = { [text]: entry };
  }
  const headers = {
    'Project-Id-Version': title.replace(/\s+/g, ' '),
    'X-Source-Language': source,
    Language: language,
    'MIME-Version': '1.0',
    'Content-Type': 'text/plain; charset=utf-8',
    'Content-Transfer-Encoding': '8bit',
  };
  return po.compile({ charset: 'utf-8', headers, translations }, { foldLength: 0 }).toString('utf8');
}

export type Skipped = 'source-changed' | 'unknown-text' | 'placeholders' | 'fuzzy';

export interface PoRead {
  definition: Definition;
  /** Texts that are other than before. */
  changed: number;
  skipped: { context: string; reason: Skipped }[];
}

/**
 * The flow with a PO file's translations in `language`. An entry whose source has changed since, or that has lost a
 * placeholder, is left as it is and told; an entry without a translation changes nothing. Throws a SyntaxError or a
 * RangeError for what is no PO file.
 */
export function readPo(definition: Definition, language: Language, file: string): PoRead {
  const source = definition.languages[0] ?? 'en';
  const languages = definition.languages.includes(language)
    ? definition.languages
    : [...definition.languages, language];
  const read: PoRead = { definition: { ...definition, languages }, changed: 0, skipped: [] };
  const texts = new Map(textsOf(definition, source, language).map((text) => [text.context, text]));
  const entries = Object.values(po.parse(file, { defaultCharset: 'utf-8', validation: true }).translations).flatMap(
    Object.values<GetTextTranslation>,
  );
  if (entries.length === 0) throw new SyntaxError('There are no texts in it.');
  for (const { msgctxt = '', msgid, msgstr, comments } of entries) {
    const translated = msgstr[0] ?? '';
    if (msgid === '' || translated.trim() === '') continue;
    const text = texts.get(msgctxt);
    // A guess of the translator's tool, for a person to look at.
    const guessed = /\bfuzzy\b/.test(comments?.flag ?? '');
    const reason = text === undefined ? 'unknown-text' : guessed ? 'fuzzy' : misfit(text.text, msgid, translated);
    if (text === undefined || reason !== undefined) {
      read.skipped.push({ context: msgctxt.slice(0, 200), reason: reason ?? 'unknown-text' });
    } else if (text.translated !== translated) {
      read.definition = withText(read.definition, text.nodeId, text.field, language, translated);
      read.changed++;
    }
  }
  return read;
}

interface SourceText {
  context: string;
  nodeId: string;
  field: string;
  text: string;
  translated: string;
  about: string;
}

function textsOf(definition: Definition, source: Language, language: Language): SourceText[] {
  return Object.entries(definition.nodes).flatMap(([nodeId, node]) =>
    partsOf(node).texts.flatMap(({ field, values }) => {
      const text = values[source] ?? '';
      if (text.trim() === '') return [];
      const about = `${node.name} (${node.kind}): ${field}`;
      return [{ context: `${nodeId} ${field}`, nodeId, field, text, translated: values[language] ?? '', about }];
    }),
  );
}

function misfit(text: string, msgid: string, translated: string): Skipped | undefined {
  if (text !== msgid) return 'source-changed';
  const [wanted, found] = [text, translated].map((template) => inspectTemplate(template).names.sort().join());
  return wanted === found ? undefined : 'placeholders';
}
