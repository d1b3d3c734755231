/** As `npm start` and the Dockerfile start it: what a request leaves behind is collected less often. */
export const SERVICE_FLAGS: readonly string[] = ['--max-semi-space-size=32'];
