import 'reflect-metadata';
import { serve } from './start/serve.js';
import { StopRequest } from './start/stop-request.js';
import { terminal } from './start/terminal.js';
/** Longest that stopping may take before the process ends all the same. */
const STOP_DEADLINE_MS = 15_000;
async function main() {
    const stop = new StopRequest();
    stop.listenForSignals();
    void stop.wait().then(() => {
        setTimeout(() => {
            terminal.fail(`stopping took longer than ${STOP_DEADLINE_MS} ms`);
            process.exit(1);
        }, STOP_DEADLINE_MS).unref();
    });
    // The one place besides the config loader's caller that touches the environment.
    // eslint-disable-next-line no-restricted-syntax -- handed to the config loader
    process.exit(await serve(process.env, stop, terminal));
}
void main();
