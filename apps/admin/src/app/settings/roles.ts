import type { CompanyRole, Role } from '../api/types';

const NAMES: Record<Role, string> = {
  global_admin: 'Global admin',
  company_admin: 'Company admin',
  editor: 'Editor',
  supervisor: 'Supervisor',
  agent: 'Agent',
  analyst: 'Analyst',
};

const DUTIES: Record<Role, string> = {
  global_admin: 'Creates companies and enters any of them',
  company_admin: 'Everything in this company, its people too',
  editor: 'Builds flows and looks after the library',
  supervisor: 'Watches sessions and figures, helps agents',
  agent: 'Serves visitors',
  analyst: 'Reads sessions and figures',
};

/** What a company admin may give. */
export const COMPANY_ROLES: readonly CompanyRole[] = ['company_admin', 'editor', 'supervisor', 'agent', 'analyst'];

export function roleName(role: Role): string {
  return NAMES[role];
}

export function roleDuty(role: Role): string {
  return DUTIES[role];
}
