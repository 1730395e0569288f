import { completeness, isLanguage, LIMITS } from '@calldocker/flow-engine';
import { Injectable } from '@nestjs/common';
import type { CompanyCaller } from '../auth/access.js';
import { Problem } from '../platform/problem.js';
import { FlowService } from './flow.service.js';
import { readPo, writePo } from './po.js';
import type { CompletenessDto, TranslationReportDto } from './translation.dto.js';
import { VersionService } from './version.service.js';

/** A flow's texts on their way to translators and back. */
@Injectable()
export class TranslationService {
  constructor(
    private readonly flows: FlowService,
    private readonly versions: VersionService,
  ) {}

  async completeness(caller: CompanyCaller, flowId: string): Promise<CompletenessDto> {
    const { definition } = await this.versions.draft(caller, flowId);
    return { languages: completeness(definition) };
  }

  async export(caller: CompanyCaller, flowId: string, language: string): Promise<{ key: string; po: string }> {
    assertLanguage(language);
    const [{ key, name }, { definition }] = await Promise.all([
      this.flows.get(caller, flowId),
      this.versions.draft(caller, flowId),
    ]);
    return { key, po: writePo(definition, language, name) };
  }

  /** Into the draft, as a save of its own: what was edited since `revision` is not overwritten. */
  async import(
    caller: CompanyCaller,
    flowId: string,
    language: string,
    revision: number,
    file: string,
  ): Promise<TranslationReportDto> {
    assertLanguage(language);
    const draft = await this.versions.draft(caller, flowId);
    const { definition, changed, skipped } = read(() => readPo(draft.definition, language, file));
    if (definition.languages.length > LIMITS.languages) throw new Problem('translation.languages');
    const saved = await this.versions.save(caller, flowId, revision, definition);
    return { revision: saved.revision, changed, skipped };
  }
}

function assertLanguage(language: string): void {
  if (!isLanguage(language)) throw new Problem('not-found');
}

function read<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    // The parser's own complaints, which name the line.
    if (error instanceof SyntaxError || error instanceof RangeError)
      throw new Problem('translation.format', { detail: error.message });
    throw error;
  }
}
