/** What a role may do. Roles and API keys both hold scopes; routes declare the scope they need. */
export const SCOPES = [
  'flows:read',
  'flows:write',
  'flows:publish',
  'secrets:write',
  'content:read',
  'content:write',
  'widgets:read',
  'widgets:write',
  'users:read',
  'users:write',
  'sessions:read',
  'analytics:read',
  'queues:read',
  'queues:write',
  'desk:work',
  'desk:supervise',
  'help:read',
  'help:write',
  'companies:manage',
  'ops:manage',
] as const;
export type Scope = (typeof SCOPES)[number];

export const COMPANY_ROLES = ['company_admin', 'editor', 'supervisor', 'agent', 'analyst'] as const;
export type CompanyRole = (typeof COMPANY_ROLES)[number];
export type Role = CompanyRole | 'global_admin';

const READ: Scope[] = [
  'flows:read',
  'content:read',
  'widgets:read',
  'sessions:read',
  'analytics:read',
  'queues:read',
  'help:read',
];
const EDIT: Scope[] = [...READ, 'flows:write', 'flows:publish', 'content:write', 'widgets:write', 'help:write'];
const SUPERVISE: Scope[] = ['queues:write', 'desk:work', 'desk:supervise'];

const SCOPES_OF: Record<Role, readonly Scope[]> = {
  global_admin: SCOPES,
  company_admin: [...EDIT, ...SUPERVISE, 'secrets:write', 'users:read', 'users:write'],
  editor: EDIT,
  supervisor: [...READ, ...SUPERVISE],
  agent: ['sessions:read', 'queues:read', 'help:read', 'desk:work'],
  analyst: READ,
};

/** Scopes that act on the installation, not in a company. */
export const INSTALLATION_SCOPES: ReadonlySet<string> = new Set<Scope>(['companies:manage', 'ops:manage']);

export const scopesOf = (role: Role | null): readonly Scope[] => (role === null ? [] : SCOPES_OF[role]);
