export type { GitRequestBody } from './feed-body.js';
export { GIT_SERVICES, GitFetches } from './git-fetches.js';
export type { Fetch, GitService } from './git-fetches.js';
export { GitPushes } from './git-pushes.js';
export { GitSettings } from './git-settings.js';
export { GitModule } from './git.module.js';
export { locateGit } from './locate-git.js';
export { StoredRefs } from './stored-refs.js';
