import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
export const API_VERSION = '0.1.0';
/** The OpenAPI document of the running application; docs/openapi.json is a copy of it. */
export function describeApi(app) {
    const description = 'Policy decision service for users, services and AI agents. Decisions follow the OpenID AuthZEN Authorization API 1.0. ' +
        'Errors carry a stable code: `{code, message, requestId}` under /access, `{code, message, errors?}` in the Data API, problem details (RFC 9457) elsewhere.';
    const config = new DocumentBuilder()
        .setTitle('Legate')
        .setVersion(API_VERSION)
        .setDescription(description)
        .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
        .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'A caller key, `lgt_…`.' })
        .addServer('/', 'The tenant `default`')
        .addServer('/t/{tenant}', 'Another tenant: all routes but those of the service and of tenants', {
        tenant: { default: 'default' },
    })
        .build();
    const document = SwaggerModule.createDocument(app, config);
    return { ...document, paths: nameWildcards(unescapeColons(document.paths)) };
}
/** Routes are written with two colons where the path has one. */
function unescapeColons(paths) {
    return Object.fromEntries(Object.entries(paths).map(([path, item]) => [path.replaceAll('::', ':'), item]));
}
/** A wildcard has no form in OpenAPI; it is shown as a parameter, which here may hold slashes. */
function nameWildcards(paths) {
    const path = { name: 'path', in: 'path', required: true, schema: { type: 'string' } };
    const named = {};
    for (const [template, item] of Object.entries(paths)) {
        if (template.endsWith('/*')) {
            named[`${template.slice(0, -1)}{path}`] = { ...item, parameters: [path] };
        }
        else {
            named[template] = item;
        }
    }
    return named;
}
