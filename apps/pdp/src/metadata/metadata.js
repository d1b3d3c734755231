export const JWKS_PATH = '/.well-known/jwks.json';
/**
 * The metadata of one tenant (AuthZEN section 9.1).
 *
 * @param base where the service is reached, `https://host` and no more.
 * @param tenant null for the tenant `default` by its path without a prefix.
 */
export function describeTenant(base, tenant) {
    const identifier = tenant === null ? base : `${base}/t/${tenant}`;
    const endpoint = (path) => `${identifier}/access/v1/${path}`;
    return {
        policy_decision_point: identifier,
        access_evaluation_endpoint: endpoint('evaluation'),
        access_evaluations_endpoint: endpoint('evaluations'),
        search_subject_endpoint: endpoint('search/subject'),
        search_resource_endpoint: endpoint('search/resource'),
        search_action_endpoint: endpoint('search/action'),
    };
}
