import { MethodNotAllowedError } from '@legate/core';
const DATA = /^\/v(?<version>[01])\/data([/?]|$)/;
/** OPA-4: a method that the Data API does not have is 405, not 404. */
export function refuseOtherMethods(fastify) {
    fastify.addHook('onRequest', (request, reply, done) => {
        const { version } = DATA.exec(request.url)?.groups ?? {};
        if (request.is404 && version !== undefined) {
            void reply.header('allow', version === '0' ? 'POST' : 'GET, HEAD, POST');
            done(new MethodNotAllowedError('route.method_not_allowed', 'the document takes no such method'));
            return;
        }
        done();
    });
}
