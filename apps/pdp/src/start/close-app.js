const SWEEP_MS = 100;
/**
 * Closes the application once what is under way is answered. A connection that was busy when closing began is closed
 * as soon as it is idle; else its keep-alive would hold the stop up.
 */
export async function closeApp(app) {
    const server = app.getHttpServer();
    const sweep = setInterval(() => {
        server.closeIdleConnections();
    }, SWEEP_MS);
    try {
        await app.close();
    }
    finally {
        clearInterval(sweep);
    }
}
