import { Injectable } from '@nestjs/common';

/** Who has the console open in this process, by company: a room may take it as a sign of life. */
@Injectable()
export class Attendance {
  private readonly companies = new Map<string, Map<string, number>>();

  /** Answers how to leave again. A person may be here in several tabs. */
  attend(companyId: string, userId: string): () => void {
    const here = this.companies.get(companyId) ?? new Map<string, number>();
    this.companies.set(companyId, here.set(userId, (here.get(userId) ?? 0) + 1));
    return () => {
      const tabs = (here.get(userId) ?? 1) - 1;
      if (tabs > 0) here.set(userId, tabs);
      else here.delete(userId);
      if (here.size === 0 && this.companies.get(companyId) === here) this.companies.delete(companyId);
    };
  }

  /** User ids by company. */
  *present(): Generator<[companyId: string, userIds: string[]]> {
    for (const [companyId, here] of this.companies) yield [companyId, [...here.keys()]];
  }
}
