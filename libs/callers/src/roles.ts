/** Every role a caller can have. What each may do is said by the system policy (policies-rego/system). */
export const CALLER_ROLES = [
  'admin',
  'audit',
  'decide',
  'grants:any',
  'grants:own',
  'metrics',
  'policy:debug',
  'policy:push',
  'search',
] as const;
export type CallerRole = (typeof CALLER_ROLES)[number];
