/** Names of remotes are parts of the paths of their webhooks. */
export const REMOTE_NAME = /^[a-z0-9][a-z0-9_.-]{0,63}$/;
