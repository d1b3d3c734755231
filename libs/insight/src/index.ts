import { Access } from './access.js';
import { Findings } from './findings/findings.js';
import { Impact } from './impact/impact.js';
import { Reach } from './reach/reach.js';
import { PageTokens } from './search/page-tokens.js';
import { Search } from './search/search.js';
import { Snapshots } from './snapshot.js';

export { Access } from './access.js';
export type { AccessQuery, Accessor } from './access.js';
export { FINDING_KINDS } from './findings/finding.js';
export type { Finding, FindingKind } from './findings/finding.js';
export { Findings } from './findings/findings.js';
export { Impact } from './impact/impact.js';
export type { ImpactPage } from './impact/impact.js';
export { Reach } from './reach/reach.js';
export type { ReachPage } from './reach/reach.js';
export { Search } from './search/search.js';
export type { Found, SearchQuery } from './search/search.js';
export { SearchLimits } from './search/search-limits.js';
export { Snapshots } from './snapshot.js';
export type { AtRevision } from './snapshot.js';

/** To be provided beside `Judge`, `PolicySource`, `DecisionLimits` and `SearchLimits`. */
export const INSIGHT_PROVIDERS = [Snapshots, Reach, Access, Impact, Findings, PageTokens, Search];
