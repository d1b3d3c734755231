/**
 * Every code an error answer can carry, with what it means to the one who asked.
 * Codes are stable: a client may match on them. docs/errors.md is generated from here.
 */
export const ERROR_CODES = {
  'request.malformed':
    'The body is not JSON that two parsers read alike: broken, empty where one is needed, a name twice, a lone surrogate, a number out of range, or nested too deep.',
  'request.content_type':
    'The body must be sent as `application/json`, that of an import or a replay as `application/x-ndjson`, a policy bundle as `application/gzip`, what git sends as git does.',
  'request.content_encoding': 'A JSON body must be sent without `Content-Encoding`.',
  'request.invalid': 'A member is missing, has the wrong type, or is out of its bounds.',
  'request.actor_conflict': 'Two places of the request name different actors.',
  'request.too_many_evaluations': 'A batch has more items than the limit.',
  'request.id_too_long': 'X-Request-ID is longer than 256 characters.',
  'request.too_large':
    'The body, or a line or the number of lines of an import, is larger than the limit.',
  'request.headers_too_large': 'The request line and headers are larger than the limit.',
  'request.not_received': 'The request did not arrive whole within the limit.',
  'request.rate_limited':
    'The caller asks more often than its limit allows; `Retry-After` says when to ask again.',
  'request.deadline':
    'The request could not be answered in time. A write may still have happened, or happen.',
  'route.not_found': 'There is no such route.',
  'caller.unauthenticated':
    'The key, token or certificate is missing, unknown, not valid, or has ended or expired.',
  'route.method_not_allowed': 'The route takes no such method.',
  'log.unavailable':
    'It could not be recorded in the decision log: of a search nothing is told, an admin write is not begun, or not committed.',
  'log.outcome_unrecorded':
    'What became of an admin write could not be recorded. It may have happened: read it back. The decision log has its intent.',
  'log.spool_unwritable': 'The spool of the decision log cannot be written.',
  'log.query_timeout':
    'The question to the decision log takes longer than it may; ask for less time.',
  'log.busy':
    'As many exports as can be are under way, or as many follow the decision log as can; try again later.',
  'decision.not_found':
    'There is no entry of such a decision: it was never made, its day has been exported, or it is not shipped yet.',
  'data.undefined': 'The document of the webhook form is undefined, or there is none.',
  'forward_auth.headers':
    'What the proxy says of the original request is missing, given twice, or contradicts itself.',
  'forward_auth.path': 'Two parsers could read the original path differently.',
  'forward_auth.subject_missing': 'The request names no subject.',
  'forward_auth.unmatched': 'No route of the table is for the original request.',
  'route_table.not_found': 'There is no such route table.',
  'caller.forbidden': "The caller's roles do not allow this operation.",
  'caller.role_not_held': 'A caller can only create callers whose roles it holds itself.',
  'caller.not_found': 'There is no such caller, or it has ended.',
  'caller.identity_not_held':
    'To bind a caller to an identity takes `grants:any`, or being that identity.',
  'caller.key_not_found': 'The caller has no such key, or it has ended.',
  'caller.too_many_keys': 'The caller has as many keys as it can have; end one first.',
  'caller.credential_taken': 'Another caller is known by this credential.',
  'caller.subject_not_trusted':
    "The caller's trust record does not let it name this subject without a token that proves it.",
  'caller.actor_not_trusted':
    "The caller's trust record does not let it speak for this actor, or for a subject that acts alone.",
  'token.required': 'This caller must forward a token of the subject or of the actor.',
  'token.invalid': 'The token that was forwarded cannot be verified.',
  'token.unmapped': 'The token that was forwarded names somebody who is not known by an alias.',
  'token.conflict':
    'The token that was forwarded contradicts the request, or two places hold different ones.',
  'issuer.not_found': 'There is no such issuer of tokens.',
  'issuer.taken': 'Another entry is of the same issuer of tokens.',
  'tenant.not_found': 'There is no such tenant.',
  'tenant.referenced': 'The tenant still holds something; delete it first, or retire the tenant.',
  'tenant.protected': 'The tenant `default` cannot be ended.',
  'identity.not_found': 'There is no such identity.',
  'identity.referenced': 'Others refer to this identity; delete them first, or retire it.',
  'identity.parent_cycle': 'The parent would make the agent its own ancestor, or nests too deep.',
  'alias.taken': 'Another identity has this alias.',
  'group.not_found': 'There is no such group.',
  'group.referenced': 'Others refer to this group; delete them first, or retire it.',
  'group.cycle': 'The group would be a member of itself, or nests too deep.',
  'membership.not_found': 'There is no such member.',
  'role_assignment.not_found': 'There is no such role assignment.',
  'subject_type.not_found': 'The subject type is not mapped.',
  'action_type.not_found': 'No actions are known of the resource type.',
  'resource.not_found': 'There is no such resource.',
  'resource.referenced': 'Others refer to this resource; delete them first, or retire it.',
  'resource.parent_cycle':
    'The parent would make the resource its own ancestor, or nests too deep.',
  'reference.unknown': 'The body refers to an identity, resource or grant that does not exist.',
  'grant.not_found': 'There is no such grant.',
  'grant.widens': 'The grant is wider than its parent in the dimension named.',
  'grant.parent_dead': 'The parent grant is revoked, has expired, or stands on one that is.',
  'grant.grantor_mismatch': "A grant below another must be made by that one's grantee.",
  'grant.chain_too_long': 'The chain would be longer than the limit.',
  'grant.not_grantor':
    'You may write grants of your own only: as the grantor, an agent below a grant it holds.',
  'grant.too_many': 'There are as many live grants between these two as can be decided on.',
  'grant.id_taken': 'There is a grant with this id already, and it says something else.',
  'import.duplicate': 'Two lines of an import are about the same object.',
  'import.busy': 'As many imports as can be are under way; send it again later.',
  'bundle.not_found': 'There is no such policy bundle, or none is active.',
  'bundle.frozen': "The tenant's policy is frozen: nothing is pushed, activated or rolled back.",
  'bundle.superseded':
    'The same files are an older bundle: going back takes an explicit activation or rollback.',
  'bundle.rejected': 'The bundle did not pass its checks and cannot be activated.',
  'bundle.not_loadable': 'The bundle is stored, but cannot be run.',
  'bundle.no_previous': 'No other bundle was active before.',
  'bundle.busy': 'As many pushes as can be are under way; send it again later.',
  'replay.busy': 'A replay is under way in this process already; send it again later.',
  'bundle.active': 'The bundle is the active one; it cannot be evaluated beside itself.',
  'bundle.no_shadow': 'The bundle was never evaluated beside the active one.',
  'bundle.gated':
    'The bundle has not shown what the gate demands before an activation. It is kept that it was asked for: another caller with the role `admin` can confirm it.',
  'bundle.no_request': 'Nobody has asked to activate the bundle, or too long ago.',
  'bundle.second_person':
    'Another caller than the one who pushed the bundle and the one who asked must confirm.',
  'bundle_remote.not_found': 'There is no such remote of bundles.',
  'bundle_remote.activates_taken':
    'Another remote of the tenant says already what decides; let one of them only keep its bundles.',
  'bundle_remote.address_refused':
    'The remote may not be asked: its host has an internal address, or the scheme is not allowed.',
  'bundle_remote.fetch_failed': 'The remote could not be fetched from.',
  'bundle_remote.git_missing': 'There is no usable `git` where the service runs.',
  'bundle_remote.rewritten':
    'The branch does not come after the commit that was taken in last: its history was rewritten, or an older state is shown again.',
  'bundle_remote.secret_unreadable':
    'A secret of the remote was sealed with another key; write it anew.',
  'webhook.unauthenticated':
    'The webhook has no valid signature, or there is no such remote with a webhook secret.',
  'git.unavailable': 'Policies cannot be pushed with git here: there is no usable git command.',
  'git.busy':
    'As many pushes or fetches as can be are under way, or one to the same repository; try again later.',
  'git.timeout': 'The push or fetch took longer than it may.',
  'git.refused': 'A push with git breaks a rule of its references; git tells which.',
  'git.service_unknown':
    'Only `git-upload-pack` and `git-receive-pack` are served, over smart HTTP.',
  'git.repository_full': 'The repository is larger than the limit and takes no further push.',
  'git.ref_not_found': 'The repository has no such branch, tag or commit.',
  'precondition.failed':
    'The object is not at the revision that `If-Match` or `If-None-Match` demands.',
  'page.token_invalid':
    'The page token was not made for this caller, this tenant and this very search.',
  'page.token_expired': 'The page token is too old; begin the search anew.',
  'page.limit_changed':
    '`page.limit` is not that of the first page; leave it out, or send the same.',
  'cursor.invalid': 'The cursor was not made by this list.',
  'conflict.concurrent': 'Another write came in between; send it again.',
  'config.invalid': 'One or more settings are wrong; the service does not start.',
  'opa.unavailable': 'Policies must be compiled, and no usable OPA can be had.',
  'policy.build_refused': 'The policy does not keep the contract (docs/policy-contract.md).',
  'policy.load.manifest': "The compiled policy's manifest is of an unknown format.",
  'policy.load.module': 'The compiled policy is not a valid WebAssembly module.',
  'policy.load.abi': 'The compiled policy needs another version of the WASM ABI.',
  'policy.load.builtin': 'The compiled policy needs a builtin that this runtime does not provide.',
  'policy.load.entrypoint': 'The compiled policy lacks the entrypoint of one of its packages.',
  'policy.load.metering': 'The compiled policy has code that the runtime cannot bound in time.',
  'policy.load.data': 'The base data is missing, not that of the policy, or cannot be read.',
  'server.busy': 'As many requests as can be are waiting; send it again later.',
  'policy.evaluation_failed': 'The package could not be evaluated on that input.',
  'server.port_unavailable': 'The address cannot be listened on.',
  'database.unavailable': 'The database cannot be reached, or does not answer in time.',
  'database.embedded_failed': 'The embedded PostgreSQL did not start.',
  'database.data_folder_in_use': 'Another Legate runs on the same data folder.',
  'database.binaries_missing':
    'The binaries of the embedded PostgreSQL are not installed for this platform.',
  'database.data_folder_invalid': 'The data folder holds something that is not ours.',
  'database.data_folder_unreachable': "PostgreSQL's user cannot reach the data folder.",
  'internal.error': 'A fault of ours. The log has the cause under the same request id.',
} as const satisfies Record<string, string>;

export type ErrorCode = keyof typeof ERROR_CODES;
